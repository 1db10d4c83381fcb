import { type Token, TokenCursor } from "./reflect-tokens.ts";

interface ParsedIndexPart {
  /** The name when the part is nothing but a name, else `null`. */
  readonly column: string | null;
  /** The expression as written. */
  readonly text: string;
  readonly collation: string | null;
  readonly order: "asc" | "desc" | null;
}

export interface ParsedIndex {
  readonly unique: boolean;
  readonly parts: readonly ParsedIndexPart[];
  /** As written behind WHERE. */
  readonly where: string | null;
}

/** Reads a CREATE INDEX statement of `sqlite_schema`. Throws SCHEMA when it is none. */
export function parseCreateIndex(statement: string): ParsedIndex {
  const cursor = new TokenCursor(statement);
  cursor.take("CREATE");
  const unique = cursor.take("UNIQUE");
  if (!cursor.take("INDEX")) throw cursor.unexpected("no CREATE INDEX");
  cursor.take("IF", "NOT", "EXISTS");
  cursor.name();
  if (cursor.takeMark(".")) cursor.name();
  if (!cursor.take("ON")) throw cursor.unexpected("an index without ON");
  cursor.name();
  const parts: ParsedIndexPart[] = [];
  cursor.expectMark("(");
  do parts.push(parsePart(cursor));
  while (cursor.takeMark(","));
  cursor.expectMark(")");
  return { unique, parts, where: cursor.take("WHERE") ? cursor.rest() : null };
}

/** COLLATE and the order count only at the end of the part: anywhere else they belong to the expression. */
function parsePart(cursor: TokenCursor): ParsedIndexPart {
  const start = cursor.current?.start ?? 0;
  let end = start;
  let column: string | null = null;
  let pieces = 0;
  let collation: string | null = null;
  let order: "asc" | "desc" | null = null;
  while (!cursor.isAtMark(",") && !cursor.isAtMark(")")) {
    if (cursor.take("ASC")) order = "asc";
    else if (cursor.take("DESC")) order = "desc";
    else if (cursor.take("COLLATE")) collation = cursor.name();
    else {
      if (collation !== null) pieces += 1;
      collation = null;
      pieces += 1;
      const before = cursor.current;
      if (cursor.isAtMark("(")) {
        cursor.group();
        end = cursor.previousEnd;
      } else end = cursor.next().end;
      column = pieces === 1 && before !== undefined && isName(before) ? before.name : null;
    }
  }
  return { column, text: cursor.statement.slice(start, end), collation, order };
}

function isName(token: Token): boolean {
  return token.kind === "word" || token.kind === "name";
}
