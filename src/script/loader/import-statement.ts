import { namePattern as name, type PlainText } from "./plain-text.ts";

/** One import at the beginning of a line. */
export interface ImportStatement {
  readonly text: string;
  readonly specifier: string;
  /** `import type …`. */
  readonly isTypeOnly: boolean;
  /** The local name of the default export. */
  readonly defaultName: string | null;
  /** The local name of the whole module (`* as name`). */
  readonly namespace: string | null;
  /** What stands in braces; `null` without them. */
  readonly names: readonly ImportedName[] | null;
}

export interface ImportedName {
  readonly imported: string;
  readonly local: string;
  readonly isTypeOnly: boolean;
}

const typeOnly = "(?:(type)\\s*(?=[*{]))?";
const defaultName = `(?:(?!from\\b)(${name})(?:\\s*,\\s*(?=[*{])|\\s+(?=from\\b)))?`;
const others = `(?:\\*\\s*as\\s+(${name})(?![\\w$])\\s*|\\{([\\w$\\s,]*)\\}\\s*)?`;
const statement = new RegExp(
  `import\\s*(?:(?!from\\b)${typeOnly}${defaultName}${others}from\\s*)?("[^"\\\\\\n]*"|'[^'\\\\\\n]*')[ \\t]*(?:;|(?=[\\r\\n]))`,
  "y",
);
const item = new RegExp(`^(type\\s+)?(${name})(?:\\s+as\\s+(${name}))?$`);

/** Reads the import at this place; `null` where it is written in a way that is not certain. */
export function readImport(text: PlainText): ImportStatement | null {
  const match = text.isAtLineStart ? text.match(statement) : null;
  if (match === null) return null;
  const [whole, type, first = null, namespace = null, list, quoted = ""] = match;
  const names = list === undefined ? null : namesIn(list);
  if (list !== undefined && names === null) return null;
  return {
    text: whole,
    specifier: quoted.slice(1, -1),
    isTypeOnly: type !== undefined,
    defaultName: first,
    namespace,
    names,
  };
}

function namesIn(list: string): readonly ImportedName[] | null {
  const names: ImportedName[] = [];
  for (const text of list.split(",").map((each) => each.trim())) {
    if (text === "") continue;
    const match = item.exec(text);
    if (match === null) return null;
    const [, type, imported = "", local = imported] = match;
    names.push({ imported, local, isTypeOnly: type !== undefined });
  }
  return names;
}
