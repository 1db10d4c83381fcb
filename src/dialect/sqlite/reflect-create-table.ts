import { TokenCursor } from "./reflect-tokens.ts";

export interface ParsedKey {
  readonly name: string | null;
  readonly columns: readonly string[];
  /** What stands behind columns: `COLLATE nocase DESC`. */
  readonly words: Readonly<Record<string, string>>;
  readonly onConflict: string | null;
}

interface ParsedPrimaryKey extends ParsedKey {
  readonly autoincrement: boolean;
}

export interface ParsedCheck {
  readonly name: string | null;
  readonly text: string;
}

export interface ParsedForeignKey {
  readonly name: string | null;
  readonly columns: readonly string[];
  readonly table: string;
  /** Empty: the primary key of the other table. */
  readonly referredColumns: readonly string[];
  readonly onDelete: string | null;
  readonly onUpdate: string | null;
  readonly match: string | null;
  readonly deferrable: boolean | null;
  readonly initially: string | null;
}

export interface ParsedColumn {
  readonly name: string;
  /** The declared type, blanks between its words; empty when there is none. */
  readonly type: string;
  readonly notNull: boolean;
  readonly onConflictNotNull: string | null;
  /** As written behind DEFAULT. */
  readonly defaultText: string | null;
  readonly collation: string | null;
  readonly generated: { readonly text: string; readonly stored: boolean } | null;
  readonly checks: readonly ParsedCheck[];
}

/** What a CREATE TABLE statement says, the keys of columns among those of the table. */
export interface ParsedTable {
  readonly columns: readonly ParsedColumn[];
  readonly primaryKey: ParsedPrimaryKey | null;
  readonly uniques: readonly ParsedKey[];
  readonly checks: readonly ParsedCheck[];
  readonly foreignKeys: readonly ParsedForeignKey[];
  readonly withoutRowid: boolean;
  readonly strict: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : T[K] };

const emptyTable = (): Mutable<ParsedTable> => ({
  columns: [],
  primaryKey: null,
  uniques: [],
  checks: [],
  foreignKeys: [],
  withoutRowid: false,
  strict: false,
});

/**
 * Reads a CREATE TABLE statement of `sqlite_schema`. Throws SCHEMA when it is none.
 * Source of the grammar: SQLite docs, CREATE TABLE.
 */
export function parseCreateTable(statement: string): ParsedTable {
  const cursor = new TokenCursor(statement);
  cursor.take("CREATE");
  if (!cursor.take("TEMP")) cursor.take("TEMPORARY");
  if (!cursor.take("TABLE")) throw cursor.unexpected("no CREATE TABLE");
  cursor.take("IF", "NOT", "EXISTS");
  cursor.name();
  if (cursor.takeMark(".")) cursor.name();
  const table = emptyTable();
  cursor.expectMark("(");
  while (!cursor.takeMark(")")) {
    if (cursor.takeMark(",")) continue;
    if (isTableConstraint(cursor)) parseTableConstraint(cursor, table);
    else parseColumn(cursor, table);
  }
  parseTableOptions(cursor, table);
  return table;
}

function isTableConstraint(cursor: TokenCursor): boolean {
  return (
    cursor.isAt("CONSTRAINT") ||
    cursor.isAt("PRIMARY", "KEY") ||
    cursor.isAt("UNIQUE") ||
    cursor.isAt("CHECK") ||
    cursor.isAt("FOREIGN", "KEY")
  );
}

function parseTableOptions(cursor: TokenCursor, table: Mutable<ParsedTable>): void {
  while (cursor.current !== undefined) {
    if (cursor.take("WITHOUT", "ROWID")) table.withoutRowid = true;
    else if (cursor.take("STRICT")) table.strict = true;
    else cursor.next();
  }
}

function constraintName(cursor: TokenCursor): string | null {
  let name: string | null = null;
  while (cursor.take("CONSTRAINT")) name = cursor.name();
  return name;
}

function parseTableConstraint(cursor: TokenCursor, table: Mutable<ParsedTable>): void {
  const name = constraintName(cursor);
  if (cursor.take("PRIMARY", "KEY")) {
    const key = keyColumns(cursor);
    table.primaryKey = { name, ...key, onConflict: conflictClause(cursor) };
  } else if (cursor.take("UNIQUE")) {
    const { columns, words } = keyColumns(cursor);
    table.uniques.push({ name, columns, words, onConflict: conflictClause(cursor) });
  } else if (cursor.take("CHECK")) {
    table.checks.push({ name, text: cursor.group() });
    conflictClause(cursor);
  } else if (cursor.take("FOREIGN", "KEY")) {
    table.foreignKeys.push(parseReferences(cursor, name, keyColumns(cursor).columns));
  } else if (name === null) {
    throw cursor.unexpected(`${cursor.here()} where a constraint must stand`);
  }
}

type KeyColumns = Pick<ParsedPrimaryKey, "columns" | "words" | "autoincrement">;

/** `(a COLLATE nocase DESC, b)` */
function keyColumns(cursor: TokenCursor): KeyColumns {
  const columns: string[] = [];
  const words = new Map<string, string>();
  let autoincrement = false;
  cursor.expectMark("(");
  do {
    const name = cursor.name();
    columns.push(name);
    const start = cursor.previousEnd;
    let end = start;
    while (!cursor.isAtMark(",") && !cursor.isAtMark(")")) {
      if (cursor.take("AUTOINCREMENT")) autoincrement = true;
      else end = cursor.next().end;
    }
    const text = cursor.statement.slice(start, end).trim();
    if (text !== "") words.set(name, text);
  } while (cursor.takeMark(","));
  cursor.expectMark(")");
  return { columns, words: Object.fromEntries(words), autoincrement };
}

function conflictClause(cursor: TokenCursor): string | null {
  return cursor.take("ON", "CONFLICT") ? cursor.next().text.toUpperCase() : null;
}

function parseReferences(
  cursor: TokenCursor,
  name: string | null,
  columns: readonly string[],
): ParsedForeignKey {
  if (!cursor.take("REFERENCES")) throw cursor.unexpected("a foreign key without REFERENCES");
  const table = cursor.name();
  const referredColumns = cursor.isAtMark("(") ? keyColumns(cursor).columns : [];
  return { name, columns, table, referredColumns, ...referenceClauses(cursor) };
}

type ReferenceClauses = Pick<
  ParsedForeignKey,
  "onDelete" | "onUpdate" | "match" | "deferrable" | "initially"
>;

function referenceClauses(cursor: TokenCursor): ReferenceClauses {
  const clauses: Mutable<ReferenceClauses> = {
    onDelete: null,
    onUpdate: null,
    match: null,
    deferrable: null,
    initially: null,
  };
  for (;;) {
    if (cursor.take("ON", "DELETE")) clauses.onDelete = referentialAction(cursor);
    else if (cursor.take("ON", "UPDATE")) clauses.onUpdate = referentialAction(cursor);
    else if (cursor.take("MATCH")) clauses.match = cursor.name().toUpperCase();
    else if (cursor.take("NOT", "DEFERRABLE")) clauses.deferrable = false;
    else if (cursor.take("DEFERRABLE")) clauses.deferrable = true;
    else if (cursor.take("INITIALLY")) clauses.initially = cursor.next().text.toUpperCase();
    else return clauses;
  }
}

function referentialAction(cursor: TokenCursor): string {
  const first = cursor.next().text.toUpperCase();
  return first === "SET" || first === "NO" ? `${first} ${cursor.next().text.toUpperCase()}` : first;
}

function parseColumn(cursor: TokenCursor, table: Mutable<ParsedTable>): void {
  const column: Mutable<ParsedColumn> = {
    name: cursor.name(),
    type: declaredType(cursor),
    notNull: false,
    onConflictNotNull: null,
    defaultText: null,
    collation: null,
    generated: null,
    checks: [],
  };
  while (!cursor.isAtMark(",") && !cursor.isAtMark(")")) parseColumnConstraint(cursor, table, column);
  table.columns.push(column);
}

const columnConstraintWords: ReadonlySet<string> = new Set([
  "CONSTRAINT",
  "PRIMARY",
  "NOT",
  "NULL",
  "UNIQUE",
  "CHECK",
  "DEFAULT",
  "COLLATE",
  "REFERENCES",
  "GENERATED",
  "AS",
]);

function declaredType(cursor: TokenCursor): string {
  const words: string[] = [];
  while (cursor.current !== undefined && cursor.current.kind !== "mark") {
    if (cursor.current.kind === "word" && columnConstraintWords.has(cursor.current.text.toUpperCase())) break;
    words.push(cursor.next().name);
  }
  const name = words.join(" ");
  return cursor.isAtMark("(") ? `${name}(${cursor.group()})` : name;
}

function parseColumnConstraint(
  cursor: TokenCursor,
  table: Mutable<ParsedTable>,
  column: Mutable<ParsedColumn>,
): void {
  const name = constraintName(cursor);
  const columns = [column.name];
  if (cursor.take("PRIMARY", "KEY")) {
    if (!cursor.take("ASC")) cursor.take("DESC");
    const onConflict = conflictClause(cursor);
    table.primaryKey = { name, columns, words: {}, onConflict, autoincrement: cursor.take("AUTOINCREMENT") };
  } else if (cursor.take("NOT", "NULL")) {
    column.notNull = true;
    column.onConflictNotNull = conflictClause(cursor);
  } else if (cursor.take("NULL")) {
    conflictClause(cursor);
  } else if (cursor.take("UNIQUE")) {
    table.uniques.push({ name, columns, words: {}, onConflict: conflictClause(cursor) });
  } else if (cursor.take("CHECK")) {
    column.checks.push({ name, text: cursor.group() });
    conflictClause(cursor);
  } else if (cursor.take("DEFAULT")) {
    column.defaultText = defaultText(cursor);
  } else if (cursor.take("COLLATE")) {
    column.collation = cursor.name();
  } else if (cursor.isAt("REFERENCES")) {
    table.foreignKeys.push(parseReferences(cursor, name, columns));
  } else if (cursor.take("GENERATED", "ALWAYS", "AS") || cursor.take("AS")) {
    const text = cursor.group();
    column.generated = { text, stored: !cursor.take("VIRTUAL") && cursor.take("STORED") };
  } else if (name === null) {
    throw cursor.unexpected(`${cursor.here()} where a column constraint must stand`);
  }
}

function defaultText(cursor: TokenCursor): string {
  if (cursor.isAtMark("(")) return `(${cursor.group()})`;
  const sign = ["-", "+"].find((mark) => cursor.takeMark(mark)) ?? "";
  return sign + cursor.next().text;
}
