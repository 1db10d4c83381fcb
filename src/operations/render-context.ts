import type { Column } from "../schema/column.ts";
import type { Constraint } from "../schema/constraints.ts";
import type { DialectOptions } from "../schema/dialect-options.ts";
import type { IndexPart } from "../schema/index-def.ts";
import type { Name } from "../schema/names.ts";
import type { GeneratedDefault } from "../schema/server-default.ts";
import type { SqlText } from "../schema/sql-text.ts";
import type { Table } from "../schema/table.ts";
import type { SqlType } from "../schema/types/sql-type.ts";
import type { Code } from "./code.ts";

/** Members of an options object by name; those that are `undefined` are left out. */
export type CodeOptions = Readonly<Record<string, Code | undefined>>;

/**
 * What renders schema objects as source text, and remembers the imports that the text needs.
 * Every piece of text that comes from a database or a model goes through one of its literal printers.
 */
export interface RenderContext {
  /** Whether the text stands in a batch block, where the surface is `batch` and no table is named. */
  readonly inBatch: boolean;
  /** A statement on the surface: `await op.createTable(…)`, in a batch block `await batch.addColumn(…)`. */
  operation(method: string, args: readonly Code[]): Code;
  /** A call of the schema toolkit: `sa.column(…)`. */
  schema(method: string, args: readonly Code[]): Code;
  /** Adds an import: `import { name } from "module"`. */
  import(module: string, name: string): void;
  /** Text, number, boolean, date, bytes, SQL text, or arrays and plain objects of them. Throws OPERATION for anything else. */
  value(value: unknown): Code;
  /** The members of an `info` object that can be written as source text. */
  info(info: Readonly<Record<string, unknown>>): Code;
  /** A trailing options object: no argument at all when every member is `undefined`. */
  options(members: CodeOptions): readonly Code[];
  /** Dialect options as members of an options object. */
  dialectOptions(options: DialectOptions): CodeOptions;
  /** The schema as a member of an options object. */
  schemaOption(schema: string | null): CodeOptions;
  name(name: Name | null): Code;
  names(names: readonly string[]): Code;
  list(items: readonly Code[]): Code;
  type(type: SqlType): Code;
  serverDefault(value: GeneratedDefault): Code;
  /** Where a string is raw SQL: a string literal when the text is plain. */
  rawSql(text: string | SqlText): Code;
  /** Where a string is a column name: the name, or SQL text. */
  expression(text: string | SqlText): Code;
  column(column: Column): Code;
  constraint(constraint: Constraint): Code;
  indexPart(part: IndexPart): Code;
  /** Columns, constraints and indexes of a table, as the array that `op.createTable` takes. */
  tableElements(table: Table): Code;
  /** `sa.table(…)`. */
  table(table: Table): Code;
}
