import type { Dialect } from "../../src/dialect/dialect.ts";
import type { Directive } from "../../src/directives/index.ts";
import type { Column } from "../../src/schema/column.ts";
import type { Constraint } from "../../src/schema/constraints.ts";
import type { DialectOptions } from "../../src/schema/dialect-options.ts";
import type { Index } from "../../src/schema/index-def.ts";
import { type Name, nameText } from "../../src/schema/names.ts";
import type { GeneratedDefault, Identity } from "../../src/schema/server-default.ts";
import type { SqlText } from "../../src/schema/sql-text.ts";
import type { SqlType } from "../../src/schema/types/sql-type.ts";
import { isObject, type NeutralObject } from "./neutral-names.ts";
import type { NeutralOperation } from "./neutral-operations.ts";

/*
 * Our directives in the corpus' neutral form, with the normal forms of family autogen: what is not set is absent,
 * constraints of a new table stand in one list, its indexes follow as operations of their own.
 */

/** The operations that directives stand for, containers opened. */
export function fromDirectives(
  directives: readonly Directive[],
  dialect: Dialect,
): readonly NeutralOperation[] {
  return directives.flatMap((directive) => fromDirective(directive, dialect));
}

function fromDirective(directive: Directive, dialect: Dialect): readonly NeutralOperation[] {
  if (directive.kind === "modify_table_ops") return fromDirectives(directive.ops, dialect);
  if (directive.kind === "batch_alter_table") {
    return fromDirectives(
      directive.items.map((item) => item.directive),
      dialect,
    );
  }
  if (directive.kind !== "create_table") return [{ op: directive.kind, args: argsOf(directive, dialect) }];
  const { table } = directive;
  const place = { table_name: nameText(table.name), ...present({ schema: table.schema }) };
  return [
    {
      op: "create_table",
      args: {
        ...place,
        columns: table.columns.map((column) => fromColumn(column, dialect)),
        constraints: table.constraints.map((constraint) => fromConstraint(constraint, dialect)),
        ...present({
          comment: table.comment,
          prefixes: nonEmpty(table.prefixes),
          kw: keywords(table.options, dialect),
        }),
      },
    },
    ...table.indexes.map((index) => ({
      op: "create_index",
      args: { ...fromIndex(index, dialect), ...place },
    })),
  ];
}

/** Without members that are `null` or absent. */
function present(members: NeutralObject): NeutralObject {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== null && value !== undefined),
  );
}

/** Without members that are absent; `null` says something here. */
function given(members: NeutralObject): NeutralObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function nonEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

const text = (name: Name | null): string | null => (name === null ? null : nameText(name));

type Plain = Exclude<Directive, { readonly kind: "modify_table_ops" | "batch_alter_table" | "create_table" }>;

function argsOf(directive: Plain, dialect: Dialect): NeutralObject {
  switch (directive.kind) {
    case "drop_table":
      return place(directive, present({ if_exists: directive.ifExists || null }));
    case "rename_table":
      return {
        old_table_name: text(directive.tableName),
        new_table_name: text(directive.newName),
        ...schemaOf(directive),
      };
    case "create_table_comment":
      return place(directive, {
        comment: directive.comment,
        ...present({ existing_comment: directive.existingComment }),
      });
    case "drop_table_comment":
      return place(directive, present({ existing_comment: directive.existingComment }));
    case "add_column":
      return place(directive, { column: fromColumn(directive.column, dialect) });
    case "drop_column":
      return place(directive, { column_name: text(directive.columnName) });
    case "alter_column":
      return alterColumnArgs(directive, dialect);
    case "create_index":
      return place(directive, fromIndex(directive.index, dialect));
    case "drop_index":
      return {
        index_name: text(directive.indexName),
        ...present({ table_name: text(directive.tableName), schema: directive.schema }),
      };
    case "drop_constraint":
      return place(directive, {
        constraint_name: text(directive.constraintName),
        ...present({ type_: directive.constraintType }),
      });
    case "create_foreign_key":
    case "create_primary_key":
    case "create_unique_constraint":
    case "create_check_constraint":
    case "create_exclude_constraint":
      return constraintArgs(directive, dialect);
    default:
      return {};
  }
}

interface OnTable {
  readonly tableName: Name;
  readonly schema: string | null;
}

function schemaOf({ schema }: Pick<OnTable, "schema">): NeutralObject {
  return present({ schema });
}

function place(directive: OnTable, rest: NeutralObject): NeutralObject {
  return { table_name: text(directive.tableName), ...schemaOf(directive), ...rest };
}

function alterColumnArgs(
  directive: Extract<Directive, { readonly kind: "alter_column" }>,
  dialect: Dialect,
): NeutralObject {
  const type = (value: SqlType | undefined) => (value === undefined ? undefined : fromType(value, dialect));
  const value = (it: GeneratedDefault | null | undefined) => (it ? fromDefault(it, dialect) : it);
  const { autoincrement, existingAutoincrement } = directive;
  const kw = given({
    autoincrement,
    existing_autoincrement: existingAutoincrement,
    ...keywords(directive.options, dialect),
  });
  return place(directive, {
    column_name: text(directive.columnName),
    ...given({
      nullable: directive.modifyNullable,
      type_: type(directive.modifyType),
      server_default: value(directive.modifyServerDefault),
      comment: directive.modifyComment,
      new_column_name: directive.modifyName === undefined ? undefined : text(directive.modifyName),
      existing_type: type(directive.existingType),
      existing_nullable: directive.existingNullable,
      kw: Object.keys(kw).length === 0 ? undefined : kw,
    }),
    ...present({
      existing_server_default: value(directive.existingServerDefault),
      existing_comment: directive.existingComment,
    }),
  });
}

function constraintArgs(
  directive: OnTable & { readonly constraint: Constraint },
  dialect: Dialect,
): NeutralObject {
  const { constraint, tableName, schema } = directive;
  const {
    kind: _kind,
    name,
    sqltext,
    refcolumns: _targets,
    ondelete,
    onupdate,
    columns,
    ...rest
  } = fromConstraint(constraint, dialect);
  const named = { constraint_name: name };
  if (constraint.kind !== "foreign_key") {
    const condition = constraint.kind === "check" ? { condition: sqltext } : present({ columns });
    return place(directive, { ...named, ...condition, ...rest });
  }
  return {
    ...named,
    source_table: text(tableName),
    referent_table: constraint.referredTable,
    local_cols: constraint.columns,
    remote_cols: constraint.referredColumns,
    ...present({ ondelete, onupdate, source_schema: schema, referent_schema: constraint.referredSchema }),
    ...rest,
  };
}

/** A type as its dialect writes it; `sql` is absent where it has no text. */
function fromType(type: SqlType, dialect: Dialect): NeutralObject {
  return present({ type: type.name, sql: writtenType(type, dialect), values: type.options.values });
}

function writtenType(type: SqlType, dialect: Dialect): string | undefined {
  try {
    return dialect.types.compile(type);
  } catch {
    return undefined;
  }
}

function fromDefault(value: GeneratedDefault, dialect: Dialect): unknown {
  switch (value.kind) {
    case "literal_default":
      return typeof value.value === "string" ? value.value : { sql: dialect.literals.serverDefault(value) };
    case "sql_function":
    case "sql_constant":
      // Recorded as the function itself, without the parentheses that DEFAULT wants on some databases.
      return { sql: dialect.literals.serverDefault(value).replace(/^\((.*)\)$/s, "$1") };
    case "next_value":
      return { sequence: text(value.sequence) };
    case "inline_literal":
      return { inline_literal: value.value };
    case "identity":
      return { identity: fromIdentity(value) };
    case "computed":
      return {
        computed: { sqltext: sqlOf(value.text, dialect), ...present({ persisted: value.persisted }) },
      };
    default:
      return { sql: sqlOf(value, dialect) };
  }
}

const identityKeys: Readonly<Record<string, string>> = {
  minValue: "minvalue",
  maxValue: "maxvalue",
  noMinValue: "nominvalue",
  noMaxValue: "nomaxvalue",
  onNull: "on_null",
};

function fromIdentity({ kind: _kind, ...members }: Identity): NeutralObject {
  return given(
    Object.fromEntries(
      Object.entries(members).map(([key, value]) => [
        identityKeys[key] ?? key,
        typeof value === "bigint" ? Number(value) : value,
      ]),
    ),
  );
}

function sqlOf(value: SqlText, dialect: Dialect): string {
  return dialect.literals.sqlText(value);
}

function fromColumn(column: Column, dialect: Dialect): NeutralObject {
  return {
    name: nameText(column.name),
    type: fromType(column.type, dialect),
    nullable: column.nullable,
    ...present({
      server_default: column.serverDefault === null ? null : fromDefault(column.serverDefault, dialect),
      identity: column.identity === null ? null : fromIdentity(column.identity),
      computed:
        column.computed === null
          ? null
          : {
              sqltext: sqlOf(column.computed.text, dialect),
              ...present({ persisted: column.computed.persisted }),
            },
      autoincrement: column.autoincrement === "auto" ? null : column.autoincrement,
      comment: column.comment,
      system: column.system || null,
      kw: keywords(column.options, dialect),
    }),
  };
}

function fromConstraint(constraint: Constraint, dialect: Dialect): NeutralObject {
  const { deferrable, initially, comment, options } = constraint;
  return {
    kind: constraint.kind,
    name: text(constraint.name),
    ...bodyOf(constraint, dialect),
    ...present({ deferrable, initially, comment, kw: keywords(options, dialect) }),
  };
}

function bodyOf(constraint: Constraint, dialect: Dialect): NeutralObject {
  switch (constraint.kind) {
    case "primary_key":
    case "unique":
      return { columns: constraint.columns };
    case "check":
      return { sqltext: sqlOf(constraint.condition, dialect) };
    case "foreign_key": {
      const owner = [
        ...(constraint.referredSchema === null ? [] : [constraint.referredSchema]),
        constraint.referredTable,
      ];
      return {
        columns: constraint.columns,
        refcolumns: constraint.referredColumns.map((name) => [...owner, name].join(".")),
        ...present({
          ondelete: constraint.onDelete,
          onupdate: constraint.onUpdate,
          match: constraint.match,
          use_alter: constraint.useAlter || null,
        }),
      };
    }
    case "exclude":
      return {
        elements: constraint.elements.map(({ expression, operator }) => [
          { sql: typeof expression === "string" ? expression : sqlOf(expression, dialect) },
          operator,
        ]),
        using: constraint.using,
        ...present({
          where: constraint.where === null ? null : { sql: sqlOf(constraint.where, dialect) },
          ops: Object.keys(constraint.ops).length === 0 ? null : constraint.ops,
        }),
      };
  }
}

function fromIndex(index: Index, dialect: Dialect): NeutralObject {
  return {
    index_name: text(index.name),
    columns: index.parts.map(({ expression, order, nulls }) => {
      const words = [order?.toUpperCase(), nulls === null ? undefined : `NULLS ${nulls.toUpperCase()}`];
      const behind = words
        .filter((word) => word !== undefined)
        .map((word) => ` ${word}`)
        .join("");
      if (typeof expression !== "string") return { sql: `${sqlOf(expression, dialect)}${behind}` };
      return behind === "" ? expression : { sql: `${dialect.identifiers.quote(expression)}${behind}` };
    }),
    unique: index.unique,
    ...present({ kw: keywords(index.options, dialect) }),
  };
}

/** Keys of the original that hold a blank where ours are in camelCase. */
const blankKeys: ReadonlySet<string> = new Set(["mariadb_default_charset"]);

/** Nested dialect options as keyword arguments; empty lists and `false` count as absent. */
function keywords(options: DialectOptions, dialect: Dialect): NeutralObject | undefined {
  const entries = Object.entries(options).flatMap(([owner, members]) =>
    Object.entries(isObject(members) ? members : {}).map(([key, value]) => {
      const name = `${owner}_${key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
      return [blankKeys.has(name) ? "mariadb_default charset" : name, keywordValue(value, dialect)] as const;
    }),
  );
  const kept = entries.filter(
    ([, value]) => value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0),
  );
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function keywordValue(value: unknown, dialect: Dialect): unknown {
  if (!isObject(value) || value.kind !== "sql_text") return value;
  // The kind says that it is SqlText.
  return { sql: sqlOf(value as unknown as SqlText, dialect) };
}
