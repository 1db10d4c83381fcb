import { nameText } from "../../schema/names.ts";
import { columnStatements } from "../default/column-statements.ts";
import { defaultGrammar } from "../default/ddl.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { DdlGrammar } from "../default/grammar.ts";
import { newName } from "../default/names.ts";
import { createTableWithColumns } from "../default/needs-columns.ts";
import { unsupported } from "../default/unsupported.ts";
import { alterColumn } from "./alter-column.ts";
import { catalogName } from "./catalog-name.ts";
import { columns } from "./columns.ts";
import { comments } from "./comments.ts";
import { constraints } from "./constraints.ts";
import { dropCheck, dropDefault, dropForeignKey } from "./drop-blocks.ts";
import { dropTarget } from "./drop-target.ts";
import { aroundInserts, rememberCreated } from "./identity-insert.ts";
import { indexes } from "./indexes.ts";
import { nationalString } from "./literals.ts";

/** How SQL Server writes DDL. */
export const grammar: DdlGrammar = {
  ...defaultGrammar,
  ...columns,
  ...constraints,
  ...indexes,
  ...comments,
  ...alterColumn,
  aroundInserts,
  createTable: (scope, directive) => {
    rememberCreated(directive.table);
    if (!directive.ifNotExists) return createTableWithColumns(scope, directive);
    throw unsupported("SQL Server has no CREATE TABLE IF NOT EXISTS.", {
      dialect: scope.name,
      operation: "create_table",
      table: directive.table.name,
      hint: "Leave ifNotExists out, or drop the table first: op.dropTable(name, { ifExists: true }).",
    });
  },
  renameTable: (scope, directive) => [
    `EXEC sp_rename ${scope.literals.string(scope.identifiers.qualify(directive.tableName, directive.schema))}, ${newName(scope, directive.newName)}`,
  ],
  addColumnWords: () => "ADD ",
  addColumn: (scope, directive) => {
    const [add = "", ...rest] = columnStatements.addColumn(scope, directive);
    if (!directive.ifNotExists) return [add, ...rest];
    const table = nationalString(catalogName(directive.tableName, directive.schema));
    const name = nationalString(nameText(directive.column.name));
    return [
      `IF NOT EXISTS (SELECT 1 FROM sys.columns WHERE object_id = OBJECT_ID(${table}) AND name = ${name})\n${add}`,
      ...rest,
    ];
  },
  dropColumn: (scope, directive) => {
    const drop = optionsOf(scope, directive.options, "mssql");
    const target = dropTarget(scope, directive);
    return [
      ...(drop.dropDefault === true ? [dropDefault(target)] : []),
      ...(drop.dropCheck === true ? [dropCheck(target)] : []),
      ...(drop.dropForeignKey === true ? [dropForeignKey(target)] : []),
      ...columnStatements.dropColumn(scope, directive),
    ];
  },
};
