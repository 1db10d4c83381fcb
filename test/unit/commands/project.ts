import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Config, type ConfigOptions } from "../../../src/config/index.ts";

const generic = resolve(import.meta.dirname, "../../../src/templates/generic");

/** A migration environment in a temporary folder, with what the commands print. */
export class TestProject {
  readonly folder: string = realpathSync(mkdtempSync(join(tmpdir(), "at-commands-")));
  #printed = "";

  constructor(settings = "") {
    mkdirSync(join(this.folder, "alembic", "versions"), { recursive: true });
    cpSync(join(generic, "script.ts.eta"), join(this.folder, "alembic", "script.ts.eta"));
    writeFileSync(
      join(this.folder, "alembic.ini"),
      `[alembic]\nscript_location = %(here)s/alembic\n${settings}`,
    );
  }

  config(options: ConfigOptions = {}): Config {
    const stdout = {
      write: (text: string): void => {
        this.#printed += text;
      },
    };
    return new Config(join(this.folder, "alembic.ini"), { stdout, ...options });
  }

  /** What was printed since the last call, with the folder's path as `{DIR}`. */
  printed(): string {
    const text = this.#printed.replaceAll(this.folder, "{DIR}");
    this.#printed = "";
    return text;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
