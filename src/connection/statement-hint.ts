interface KnownRefusal {
  readonly message: RegExp;
  readonly hint: string;
}

const rebuild = "Put the change into op.batchAlterTable(…), which rebuilds the table.";
const outside = "Put the statement into op.autocommitBlock(…), which runs it outside of the transaction.";

/** What servers refuse without a hint of their own although a migration can do it another way. */
const knownRefusals: readonly KnownRefusal[] = [
  { message: /cannot (?:run|be executed) (?:inside|from within) a transaction block/i, hint: outside },
  {
    message: /^type "[^"]+" does not exist$/,
    hint: 'op.createTable creates the enum types of its columns; for op.addColumn and op.alterColumn create it before: await op.execute("CREATE TYPE … AS ENUM (…)").',
  },
  {
    message: /^cannot alter type of a column used /,
    hint: "Drop what the message names (a view, for example) before the change, and create it again behind it, with op.execute(…).",
  },
  { message: /^cannot VACUUM from within a transaction/, hint: outside },
  { message: /^Cannot add a column with non-constant default/, hint: rebuild },
  { message: /^Cannot add a (?:PRIMARY KEY|UNIQUE) column|^cannot add a STORED column/, hint: rebuild },
  {
    message: /^Cannot add a NOT NULL column with default value NULL/,
    hint: "Give the column a serverDefault, which the rows that are there get.",
  },
];

/** The way out of a server's refusal, where one is known. */
export function statementHint(message: string): string | undefined {
  return knownRefusals.find((refusal) => refusal.message.test(message))?.hint;
}
