import type { AlterColumnOp } from "../../directives/index.ts";
import { CommandError, UnsupportedError } from "../../errors/index.ts";
import { autoincrementColumn } from "../../schema/autoincrement.ts";
import type { Column } from "../../schema/column.ts";
import type { Constraint } from "../../schema/constraints.ts";
import type { Table } from "../../schema/table.ts";
import { type SqlType, typeOn } from "../../schema/types/sql-type.ts";
import { own } from "../../util/own.ts";
import { alterColumnWords } from "../default/alter-column.ts";
import { defaultGrammar } from "../default/ddl.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { AlterGrammar, DdlGrammar, DdlScope } from "../default/grammar.ts";
import { databaseName, newName } from "../default/names.ts";
import { isNullable } from "../default/nullable.ts";
import { tableStub } from "../default/table-stub.ts";
import { alterIdentity } from "./alter-identity.ts";
import { constraintCommentSql } from "./compare-constraints.ts";
import { constraints } from "./constraints.ts";
import { createNamedTypes } from "./create-types.ts";
import { indexes } from "./indexes.ts";
import { tableOptions } from "./table-options.ts";

/** PostgreSQL's DDL, where it differs from most dialects'. */
export const grammar: DdlGrammar = {
  ...defaultGrammar,
  ...constraints,
  ...indexes,
  beforeCreateTable: createNamedTypes,
  createTable: (scope, directive) => [
    ...defaultGrammar.createTable(scope, directive),
    ...directive.table.constraints.flatMap((each) => constraintComment(scope, each, directive.table)),
  ],
  addConstraint: (scope, directive) => [
    ...defaultGrammar.addConstraint(scope, directive),
    ...constraintComment(scope, directive.constraint, tableStub(directive.tableName, directive.schema)),
  ],
  tableOptions,
  columnSpec: (scope, column, table) => {
    const serial = serialType(column, table);
    if (serial === null) return defaultGrammar.columnSpec(scope, column, table);
    return `${newName(scope, column.name)} ${serial}${scope.grammar.nullability(scope, column, table)}`;
  },
  nullability: (scope, column, table) => {
    if (column.identity === null) return defaultGrammar.nullability(scope, column, table);
    return isNullable(column, table) ? " NULL" : "";
  },
  computed: (scope, computed) => {
    const kind = computed.persisted === false ? virtualWord(scope) : "STORED";
    return `GENERATED ALWAYS AS (${scope.literals.sqlText(computed.text)}) ${kind}`;
  },
  alterOrder: ["type", "nullable", "default", "comment", "name"],
  alterColumn: (scope, directive) => {
    if (
      optionsOf(scope, directive.options, "postgresql").using !== undefined &&
      directive.modifyType === undefined
    ) {
      throw new CommandError("postgresql_using must be used with the type_ parameter", {
        code: "OPERATION",
        hint: "Give alterColumn the new type too, or leave postgresql.using out.",
      });
    }
    const alterOrder = identityOrder(directive);
    if (alterOrder === null) return defaultGrammar.alterColumn(scope, directive);
    return defaultGrammar.alterColumn({ ...scope, grammar: { ...scope.grammar, alterOrder } }, directive);
  },
  alterType: (scope, directive, type) => {
    const { using } = optionsOf(scope, directive.options, "postgresql");
    const conversion = using === undefined ? "" : ` USING ${scope.literals.sqlText(using)}`;
    return [`${alterColumnWords(scope, directive)} TYPE ${scope.types.compile(type)}${conversion}`];
  },
  alterIdentity,
  renameColumn: (scope, { tableName, schema, columnName }, name) => [
    `ALTER TABLE ${scope.identifiers.qualify(tableName, schema)} RENAME ${scope.identifiers.quote(columnName)} TO ${newName(scope, name)}`,
  ],
};

/** The comment of a constraint whose name is known. */
function constraintComment(scope: DdlScope, constraint: Constraint, table: Table): readonly string[] {
  const name = constraint.comment === null ? null : databaseName(scope, constraint, table);
  if (constraint.comment === null || name === null) return [];
  const place = { tableName: table.name, schema: table.schema, constraintName: name };
  return [constraintCommentSql(place, constraint.comment)];
}

/** Another order where the column has an identity. */
function identityOrder(directive: AlterColumnOp): AlterGrammar["alterOrder"] | null {
  // While it is there, the column is NOT NULL.
  if (losesIdentity(directive)) return ["type", "default", "nullable", "comment", "name"];
  // Its limits have to fit into the type all the time.
  return narrowsIdentity(directive) ? ["default", "type", "nullable", "comment", "name"] : null;
}

function narrowsIdentity(directive: AlterColumnOp): boolean {
  const {
    modifyServerDefault: wanted,
    existingServerDefault: existing,
    modifyType,
    existingType,
  } = directive;
  if (wanted?.kind !== "identity" || existing?.kind !== "identity") return false;
  return bytesOf(modifyType) < bytesOf(existingType);
}

function bytesOf(type: SqlType | undefined): number {
  const name = type === undefined ? "" : typeOn(type, "postgresql").name.toLowerCase();
  return { smallint: 2, smallinteger: 2, integer: 4, bigint: 8, biginteger: 8 }[name] ?? 0;
}

function losesIdentity({ modifyServerDefault, existingServerDefault }: AlterColumnOp): boolean {
  return (
    existingServerDefault?.kind === "identity" &&
    modifyServerDefault !== undefined &&
    modifyServerDefault?.kind !== "identity"
  );
}

const serialTypes: Readonly<Record<string, string>> = {
  biginteger: "BIGSERIAL",
  bigint: "BIGSERIAL",
  smallinteger: "SMALLSERIAL",
  smallint: "SMALLSERIAL",
};

/** SERIAL for the column that counts up by itself, unless an identity does it. */
function serialType(column: Column, table: Table): string | null {
  // A table may have several SERIAL columns, its key among them or not.
  const counts = column.autoincrement === true || autoincrementColumn(table) === column;
  if (!counts || column.identity !== null || column.serverDefault !== null) return null;
  const type = typeOn(column.type, "postgresql");
  return own(serialTypes, type.name.toLowerCase()) ?? "SERIAL";
}

/** VIRTUAL, for a server that is known to have it (PostgreSQL 18). */
function virtualWord({ context }: DdlScope): string {
  if (context.serverVersion !== null && context.serverVersion[0] >= 18) return "VIRTUAL";
  throw new UnsupportedError(
    "PostrgreSQL computed columns do not support 'virtual' persistence; set the 'persisted' flag to null or true for PostgreSQL support.",
    {
      hint: "Leave persisted out, or run the migration online against PostgreSQL 18 or later, which has virtual columns.",
    },
  );
}
