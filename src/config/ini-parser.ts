import { type IniPosition, iniError } from "./ini-error.ts";

/** One option as it was written: its uninterpolated text and where it stands. */
export interface IniOption {
  readonly value: string;
  readonly position: IniPosition;
}

/** Options of one section by lower-case name, in file order. */
export type IniSection = Map<string, IniOption>;

export interface ParsedIni {
  /** The options of `[DEFAULT]`, visible in every section. */
  readonly defaults: IniSection;
  readonly sections: Map<string, IniSection>;
}

const sectionHeader = /^\[(.+)\]/;
const optionLine = /^(.*?)\s*[=:]\s*(.*)$/s;
const newline = /\r\n|\r|\n/;

/**
 * Reads the ini dialect of Python's ConfigParser: `key = value` or `key: value`, full-line comments with `#` and `;`,
 * continuation lines indented deeper than their key, blank lines inside a value, lower-cased keys, `[DEFAULT]`.
 * Values are not interpolated here. Throws CommandError (code CONFIG) with file and line.
 * Source: Python documentation, configparser, "Supported INI File Structure"; PARITY P-2.1.
 */
export function parseIni(text: string, file: string | null): ParsedIni {
  const reader = new IniReader(file);
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(newline)
    .entries()) {
    reader.readLine(line, index + 1);
  }
  return reader.finish();
}

interface OpenOption {
  readonly name: string;
  readonly lines: string[];
  readonly indent: number;
  readonly position: IniPosition;
}

class IniReader {
  readonly #file: string | null;
  readonly #defaults: IniSection = new Map();
  readonly #sections = new Map<string, IniSection>();
  #section: IniSection | null = null;
  #sectionName = "";
  #option: OpenOption | null = null;

  constructor(file: string | null) {
    this.#file = file;
  }

  readLine(line: string, lineNumber: number): void {
    const text = line.trim();
    if (text === "") {
      this.#option?.lines.push("");
    } else if (!text.startsWith("#") && !text.startsWith(";")) {
      this.#readText(text, line.length - line.trimStart().length, { file: this.#file, line: lineNumber });
    }
  }

  finish(): ParsedIni {
    this.#closeOption();
    return { defaults: this.#defaults, sections: this.#sections };
  }

  #readText(text: string, indent: number, position: IniPosition): void {
    if (this.#option !== null && indent > this.#option.indent) {
      this.#option.lines.push(text);
      return;
    }
    this.#closeOption();
    const header = sectionHeader.exec(text)?.[1];
    if (header !== undefined) this.#openSection(header, position);
    else this.#openOption(text, indent, position);
  }

  #openSection(name: string, position: IniPosition): void {
    this.#sectionName = name;
    if (name === "DEFAULT") {
      this.#section = this.#defaults;
      return;
    }
    if (this.#sections.has(name)) {
      throw iniError(position, `section [${name}] appears twice`, "Join the two sections into one.");
    }
    this.#section = new Map();
    this.#sections.set(name, this.#section);
  }

  #openOption(text: string, indent: number, position: IniPosition): void {
    if (this.#section === null) {
      throw iniError(
        position,
        `'${text}' stands before any section`,
        "Begin the file with a line such as [alembic].",
      );
    }
    const match = optionLine.exec(text);
    const name = match?.[1]?.toLowerCase() ?? "";
    if (match === null || name === "") {
      throw iniError(
        position,
        `'${text}' is neither a section, an option nor a comment`,
        "Write 'name = value', or indent the line if it continues the value above.",
      );
    }
    const earlier = this.#section.get(name);
    if (earlier !== undefined) {
      throw iniError(
        position,
        `option '${name}' of section [${this.#sectionName}] is already set in line ${earlier.position.line}`,
        "Remove one of the two lines.",
      );
    }
    this.#option = { name, lines: [match[2] ?? ""], indent, position };
  }

  #closeOption(): void {
    if (this.#option === null) return;
    const { name, lines, position } = this.#option;
    this.#section?.set(name, { value: lines.join("\n").trimEnd(), position });
    this.#option = null;
  }
}
