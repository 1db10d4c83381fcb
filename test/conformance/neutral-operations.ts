import {
  optionalSql,
  toColumn,
  toConstraint,
  toDefault,
  toElements,
  toExcludeElements,
  toIndexParts,
  toNamingConvention,
  toTable,
  toTableOptions,
} from "./neutral.ts";
import {
  helpers,
  isObject,
  type NeutralObject,
  rawText,
  readWhole,
  toIdentifier,
  toName,
  toOptions,
  toSql,
} from "./neutral-names.ts";
import { type NeutralType, toType } from "./neutral-types.ts";

/** An operation of the corpus. */
export interface NeutralOperation {
  readonly op: string;
  readonly args: NeutralObject;
}

/** A method of `op` (or `batch`) with its arguments. */
export interface OperationCall {
  readonly method: string;
  readonly args: readonly unknown[];
}

type Convert = (args: NeutralObject) => readonly unknown[];

function given(options: NeutralObject): NeutralObject {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** The options under their names in TypeScript; only what is there. */
function options(args: NeutralObject, names: Readonly<Record<string, string>>): NeutralObject {
  return given({
    ...Object.fromEntries(Object.entries(names).map(([key, name]) => [name, args[key]])),
    ...toOptions(args.kw),
  });
}

const timing = { deferrable: "deferrable", initially: "initially" };

/** What follows the table's name, by operation; blocks of `batch` have no table. */
const converters: Readonly<
  Record<
    string,
    {
      readonly method: string;
      readonly table: string | null;
      readonly rest: Convert;
      readonly named?: boolean;
    }
  >
> = {
  create_table: {
    method: "createTable",
    table: "table_name",
    rest: (args) => [
      toElements(args),
      { ...toTableOptions(args), ...given({ ifNotExists: args.if_not_exists }) },
    ],
  },
  drop_table: {
    method: "dropTable",
    table: "table_name",
    rest: (args) => [options(args, { schema: "schema", if_exists: "ifExists" })],
  },
  rename_table: {
    method: "renameTable",
    table: "old_table_name",
    rest: (args) => [toIdentifier(args.new_table_name), options(args, { schema: "schema" })],
  },
  add_column: {
    method: "addColumn",
    table: "table_name",
    rest: (args) => [
      toColumn(args.column as NeutralObject),
      options(args, {
        schema: "schema",
        if_not_exists: "ifNotExists",
        inline_references: "inlineReferences",
        inline_primary_key: "inlinePrimaryKey",
        insert_before: "insertBefore",
        insert_after: "insertAfter",
      }),
    ],
  },
  drop_column: {
    method: "dropColumn",
    table: "table_name",
    rest: (args) => [
      toIdentifier(args.column_name),
      {
        ...options(args, { schema: "schema", if_exists: "ifExists" }),
        ...given({ existingType: optionalType(args.existing_type) }),
      },
    ],
  },
  alter_column: {
    method: "alterColumn",
    table: "table_name",
    rest: (args) => [
      toIdentifier(args.column_name),
      {
        ...options(args, {
          schema: "schema",
          nullable: "nullable",
          comment: "comment",
          existing_nullable: "existingNullable",
          existing_comment: "existingComment",
          insert_before: "insertBefore",
          insert_after: "insertAfter",
        }),
        ...given({
          newColumnName: args.new_column_name === undefined ? undefined : toIdentifier(args.new_column_name),
          type: optionalType(args.type_),
          existingType: optionalType(args.existing_type),
          serverDefault: toDefault(args.server_default),
          existingServerDefault: toDefault(args.existing_server_default),
        }),
      },
    ],
  },
  create_index: {
    method: "createIndex",
    table: "table_name",
    named: true,
    rest: (args) => [
      toIndexParts(args.columns),
      options(args, { schema: "schema", unique: "unique", if_not_exists: "ifNotExists" }),
    ],
  },
  drop_index: {
    method: "dropIndex",
    table: "table_name",
    named: true,
    rest: (args) => [options(args, { schema: "schema", if_exists: "ifExists" })],
  },
  create_primary_key: {
    method: "createPrimaryKey",
    table: "table_name",
    named: true,
    rest: (args) => [args.columns, options(args, { schema: "schema" })],
  },
  create_unique_constraint: {
    method: "createUniqueConstraint",
    table: "table_name",
    named: true,
    rest: (args) => [args.columns, options(args, { schema: "schema", ...timing })],
  },
  create_check_constraint: {
    method: "createCheckConstraint",
    table: "table_name",
    named: true,
    rest: (args) => [toSql(args.condition), options(args, { schema: "schema", ...timing })],
  },
  create_foreign_key: {
    method: "createForeignKey",
    table: "source_table",
    named: true,
    rest: (args) => [
      toIdentifier(args.referent_table),
      args.local_cols,
      args.remote_cols,
      options(args, {
        ondelete: "onDelete",
        onupdate: "onUpdate",
        match: "match",
        source_schema: "sourceSchema",
        referent_schema: "referentSchema",
        ...timing,
      }),
    ],
  },
  create_exclude_constraint: {
    method: "createExcludeConstraint",
    table: "table_name",
    named: true,
    rest: (args) => [
      toExcludeElements(args.elements),
      {
        ...options(args, { schema: "schema", using: "using", ops: "ops", ...timing }),
        ...given({ where: optionalSql(args.where) }),
      },
    ],
  },
  drop_constraint: {
    method: "dropConstraint",
    table: "table_name",
    named: true,
    rest: (args) => [options(args, { type_: "type", schema: "schema", if_exists: "ifExists" })],
  },
  create_table_comment: {
    method: "createTableComment",
    table: "table_name",
    rest: (args) => [
      args.comment ?? null,
      options(args, { existing_comment: "existingComment", schema: "schema" }),
    ],
  },
  drop_table_comment: {
    method: "dropTableComment",
    table: "table_name",
    rest: (args) => [options(args, { existing_comment: "existingComment", schema: "schema" })],
  },
  execute: {
    method: "execute",
    table: null,
    rest: ({ sqltext }) => [typeof sqltext === "string" ? rawText(sqltext) : toSql(sqltext)],
  },
  bulk_insert: {
    method: "bulkInsert",
    table: null,
    rest: (args) => [
      toTable(args.table as NeutralObject),
      (Array.isArray(args.rows) ? args.rows : []).map(toRow),
      given({ multiInsert: args.multiinsert }),
    ],
  },
};

function optionalType(neutral: unknown): ReturnType<typeof toType> | undefined {
  return neutral === undefined || neutral === null ? undefined : toType(neutral as NeutralType);
}

/** The call of `op` that an operation of the corpus stands for. */
export function toCall({ op, args }: NeutralOperation): OperationCall {
  return readWhole(op, args, (each) =>
    op === "batch_alter_table" ? batchCall(each) : callOf(op, each, true),
  );
}

/** The call of `batch` inside a block. */
function toBatchCall({ op, args }: NeutralOperation): OperationCall {
  return readWhole(op, args, (each) => callOf(op, each, false));
}

const nameKeys: Readonly<Record<string, string>> = { create_index: "index_name", drop_index: "index_name" };

function callOf(op: string, args: NeutralObject, withTable: boolean): OperationCall {
  const converter = converters[op];
  if (converter === undefined) throw new Error(`The corpus has the operation '${op}'.`);
  const name = converter.named ? [toName(args[nameKeys[op] ?? "constraint_name"])] : [];
  const owner = converter.table === null ? undefined : args[converter.table];
  const table =
    !withTable || converter.table === null ? [] : [owner === undefined ? null : toIdentifier(owner)];
  return { method: converter.method, args: [...name, ...table, ...converter.rest(args)] };
}

/** The block's callback calls `batch` for each operation in it. */
function batchCall(args: NeutralObject): OperationCall {
  const calls = (Array.isArray(args.ops) ? args.ops : []).map((each: NeutralOperation) => toBatchCall(each));
  const reflected = isObject(args.reflect_args) ? args.reflect_args.columns : args.reflect_args;
  const batchOptions = given({
    schema: args.schema,
    recreate: args.recreate,
    copyFrom: isObject(args.copy_from) ? toTable(args.copy_from) : undefined,
    tableElements: Array.isArray(args.table_args)
      ? args.table_args.map((each) => toConstraint(each))
      : undefined,
    tableOptions: args.table_kwargs === undefined ? undefined : toOptions(args.table_kwargs),
    reflectColumns: Array.isArray(reflected) ? reflected.map((each) => toColumn(each)) : undefined,
    partialReordering: args.partial_reordering,
    namingConvention:
      args.naming_convention === undefined ? undefined : toNamingConvention(args.naming_convention),
  });
  const run = (batch: Readonly<Record<string, (...values: readonly unknown[]) => unknown>>): void => {
    for (const { method, args: given } of calls) {
      const call = batch[method];
      if (call === undefined) throw new Error(`batch has no ${method}().`);
      call(...given);
    }
  };
  return { method: "batchAlterTable", args: [toIdentifier(args.table_name), batchOptions, run] };
}

function toRow(neutral: NeutralObject): NeutralObject {
  return Object.fromEntries(Object.entries(neutral).map(([key, value]) => [key, toValue(value)]));
}

const values: Readonly<Record<string, (value: unknown) => unknown>> = {
  $date: String,
  $datetime: String,
  $time: String,
  $decimal: String,
  $uuid: String,
  $bytes: (hex) => Uint8Array.from(Buffer.from(String(hex), "hex")),
  $json: (value) => value,
  $inline_literal: (value) => helpers.inlineLiteral(value),
};

/** A value of a row as a user would write it. */
function toValue(neutral: unknown): unknown {
  if (!isObject(neutral)) return neutral;
  const [kind] = Object.keys(neutral);
  const convert = kind === undefined ? undefined : values[kind];
  if (kind === undefined || convert === undefined)
    throw new Error(`The corpus has the value ${JSON.stringify(neutral)}.`);
  return convert(neutral[kind]);
}
