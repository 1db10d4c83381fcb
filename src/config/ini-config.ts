import type { IniOption, IniSection, ParsedIni } from "./ini-parser.ts";
import { assertInterpolable, escapePercent, interpolate } from "./interpolation.ts";

/** An ini file in memory: readable with interpolation and writable, like Python's ConfigParser. */
export class IniConfig {
  readonly #file: string | null;
  readonly #defaults: IniSection;
  readonly #sections: Map<string, IniSection>;
  readonly #written = new Map<string, Set<string>>();

  /** `defaults` are visible in every section (`here`, configuration arguments); the file's `[DEFAULT]` wins over them. */
  constructor(parsed: ParsedIni, defaults: Readonly<Record<string, string>>, file: string | null) {
    this.#file = file;
    this.#sections = parsed.sections;
    this.#defaults = new Map(
      Object.entries(defaults).map(([name, value]) => [name.toLowerCase(), this.#option(value)]),
    );
    for (const [name, option] of parsed.defaults) this.#defaults.set(name, option);
  }

  hasSection(section: string): boolean {
    return this.#sections.has(section);
  }

  /** Makes an empty section unless it exists. */
  addSection(section: string): IniSection {
    const options: IniSection = this.#sections.get(section) ?? new Map();
    this.#sections.set(section, options);
    return options;
  }

  /** Whether a program set this option after the file was read. */
  wasWritten(section: string, name: string): boolean {
    return this.#written.get(section)?.has(name.toLowerCase()) ?? false;
  }

  /** The interpolated value; null when there is no such option. Throws CommandError (code CONFIG). */
  get(section: string, name: string): string | null {
    const option = this.#find(section, name.toLowerCase());
    if (option === undefined) return null;
    return interpolate(option.value, {
      section,
      option: name.toLowerCase(),
      position: option.position,
      lookup: (other) => this.#find(section, other)?.value,
    });
  }

  /** Every option of a section with the defaults, interpolated. */
  items(section: string): Record<string, string> {
    const names = new Set([...this.#defaults.keys(), ...(this.#sections.get(section)?.keys() ?? [])]);
    return Object.fromEntries([...names].map((name) => [name, this.get(section, name) ?? ""]));
  }

  /** Every option of a section with the defaults, as written. */
  rawItems(section: string): Record<string, string> {
    const options = [...this.#defaults, ...(this.#sections.get(section) ?? [])];
    return Object.fromEntries(options.map(([name, option]) => [name, option.value]));
  }

  /** Sets an option, making the section if need be. The value is interpolated when read, so `%` must be doubled. */
  set(section: string, name: string, value: string): void {
    assertInterpolable(value, { section, option: name, position: { file: this.#file, line: null } });
    this.#write(section, name.toLowerCase(), value);
  }

  /** Sets an option to exactly this text, percent signs included. */
  setRaw(section: string, name: string, value: string): void {
    this.#write(section, name.toLowerCase(), escapePercent(value));
  }

  remove(section: string, name: string): void {
    this.#sections.get(section)?.delete(name.toLowerCase());
  }

  #write(section: string, name: string, value: string): void {
    this.addSection(section).set(name, this.#option(value));
    this.#written.set(section, (this.#written.get(section) ?? new Set()).add(name));
  }

  #find(section: string, name: string): IniOption | undefined {
    const options = this.#sections.get(section);
    return options === undefined ? undefined : (options.get(name) ?? this.#defaults.get(name));
  }

  #option(value: string): IniOption {
    return { value, position: { file: this.#file, line: null } };
  }
}
