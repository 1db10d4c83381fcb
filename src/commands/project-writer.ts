import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Config, printMessage, withStatus } from "../config/index.ts";
import { writing } from "../util/file-work.ts";

/** Writes the files of one new environment, with a status line each. */
export class ProjectWriter {
  readonly files: string[] = [];
  readonly config: Config;
  readonly #directory: string;
  readonly #scriptLocation: string;

  constructor(config: Config, directory: string, scriptLocation: string) {
    this.config = config;
    this.#directory = directory;
    this.#scriptLocation = scriptLocation;
  }

  async createDirectories(): Promise<void> {
    for (const path of [this.#directory, join(this.#directory, "versions")]) {
      if (!existsSync(path)) {
        await withStatus(this.config, `Creating directory ${path}`, () =>
          writing(path, () => mkdirSync(path, { recursive: true })),
        );
      }
    }
  }

  async copy(source: string, name: string): Promise<void> {
    await this.write(join(this.#directory, name), readFileSync(source, "utf8"));
  }

  async renderIni(source: string, target: string): Promise<void> {
    if (existsSync(target)) printMessage(this.config, `File ${target} already exists, skipping`);
    else await this.write(target, this.render(readFileSync(source, "utf8")));
  }

  /** Fills the placeholder of a template's settings. */
  render(text: string): string {
    return text.replaceAll("{{script_location}}", this.#scriptLocation);
  }

  async write(target: string, text: string, verb = "Generating"): Promise<void> {
    await withStatus(this.config, `${verb} ${target}`, () =>
      writing(target, () => {
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, text);
      }),
    );
    this.files.push(target);
  }
}
