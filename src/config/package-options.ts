import { CommandError } from "../errors/index.ts";
import { own } from "../util/own.ts";
import { directoryOf } from "./here.ts";
import { escapePercent, interpolate } from "./interpolation.ts";
import { type PackageSection, type PackageValue, readPackageSection } from "./package-section.ts";

/** The options of a package.json's `"alembic"` key, interpolated like those of an ini. No file gives no options. */
export class PackageOptions {
  readonly #file: string | null;
  readonly #values: Readonly<Record<string, string>>;
  #section: PackageSection | null = null;

  constructor(file: string | null, configArgs: Readonly<Record<string, string>>) {
    this.#file = file;
    this.#values = { ...configArgs, here: escapePercent(directoryOf(file)) };
  }

  /** A value as text; null when the key is absent. */
  text(name: string): string | null {
    const value = this.#value(name);
    if (value === undefined) return null;
    if (typeof value === "object") throw this.#error(name, "is a list, but one value is expected");
    return typeof value === "string" ? this.#interpolate(name, value) : String(value);
  }

  /** Throws CommandError (code CONFIG) unless the value is `true` or `false` without quotes. */
  boolean(name: string): boolean | null {
    const value = this.#value(name);
    if (value === undefined || typeof value === "boolean") return value ?? null;
    throw new CommandError(`boolean value expected for package.json parameter '${name}'`, {
      code: "CONFIG",
      hint: `Write "${name}": true or false, without quotes, in ${this.#file}.`,
      details: { file: this.#file, name, value },
    });
  }

  /** Throws CommandError (code CONFIG) unless the value is a list of texts. */
  list(name: string): readonly string[] | null {
    const value = this.#value(name);
    if (value === undefined) return null;
    if (Array.isArray(value) && value.every((item) => typeof item === "string"))
      return value.map((item) => this.#interpolate(name, item));
    throw new CommandError(`list of texts expected for package.json parameter '${name}'`, {
      code: "CONFIG",
      hint: `Write "${name}": ["…"] in ${this.#file}, an item for each path.`,
      details: { file: this.#file, name, value },
    });
  }

  hooks(): readonly Record<string, string>[] {
    const value = this.#value("post_write_hooks") ?? [];
    if (!Array.isArray(value)) throw this.#error("post_write_hooks", "is not a list of objects");
    return value.map((hook: unknown) => this.#hook(hook));
  }

  #hook(hook: unknown): Record<string, string> {
    if (typeof hook !== "object" || hook === null) {
      throw this.#error("post_write_hooks", "is not a list of objects");
    }
    const { name, ...options } = Object.fromEntries(
      Object.entries(hook).map(([key, value]) => [
        key,
        this.#interpolate(`post_write_hooks.${key}`, String(value)),
      ]),
    );
    if (name === undefined) throw this.#error("post_write_hooks", 'holds a hook without "name"');
    return { ...options, _hook_name: name };
  }

  #value(name: string): PackageValue | undefined {
    if (this.#file === null) return undefined;
    this.#section ??= readPackageSection(this.#file);
    return own(this.#section, name);
  }

  #interpolate(option: string, value: string): string {
    return interpolate(value, {
      section: "alembic",
      option,
      position: { file: this.#file, line: null },
      lookup: (name) => own(this.#values, name),
    });
  }

  #error(name: string, problem: string): CommandError {
    return new CommandError(`${this.#file}: "alembic" key "${name}" ${problem}`, {
      code: "CONFIG",
      details: { file: this.#file, name },
    });
  }
}
