import {
  type Constraint,
  type Index,
  type Name,
  nameText,
  resolveName,
  type Table,
} from "../../schema/index.ts";
import type { Identifier } from "../../schema/names.ts";
import type { NamingConvention } from "../../schema/naming-convention.ts";
import { freeze } from "../../util/freeze.ts";
import type { IdentifierRules } from "../dialect.ts";
import { fitName } from "./fit-name.ts";
import type { DdlScope } from "./grammar.ts";

/** The name that a constraint or index gets in the database, `null` when it stays unnamed. */
export function databaseName(scope: DdlScope, item: Constraint | Index, table: Table): Name | null {
  const name = resolveName(item, table, scope.context.namingConvention);
  return name === null ? null : fitName(name, scope.identifiers);
}

/** `CONSTRAINT name `, or nothing for an unnamed one. */
export function constraintWords(scope: DdlScope, constraint: Constraint, table: Table): string {
  const name = databaseName(scope, constraint, table);
  return name === null ? "" : `CONSTRAINT ${scope.identifiers.quote(name)} `;
}

/** A new name for a table or column, quoted. Throws IDENTIFIER_TOO_LONG. */
export function newName(scope: DdlScope, name: Identifier): string {
  return scope.identifiers.quote(fitName(name, scope.identifiers));
}

/** Column names in parentheses' place: quoted, separated. */
export function columnList(scope: DdlScope, names: readonly Identifier[], table?: Table): string {
  return names.map((name) => scope.identifiers.quote(declaredName(name, table))).join(", ");
}

/** The name as its table declares it, with its wish to be quoted or not. */
function declaredName(name: Identifier, table: Table | undefined): Identifier {
  if (table === undefined || typeof name !== "string") return name;
  return table.columns.find((column) => nameText(column.name) === name)?.name ?? name;
}

/** See `Dialect.nameTable`. */
export function createNameTable(
  identifiers: IdentifierRules,
): (table: Table, convention: NamingConvention) => Table {
  return (table, convention) => {
    const named = <T extends Constraint | Index>(item: T): T => {
      const name = resolveName(item, table, convention);
      return name === item.name
        ? item
        : freeze({ ...item, name: name === null ? null : fitName(name, identifiers) });
    };
    const constraints = table.constraints.map(named);
    const indexes = table.indexes.map(named);
    const isNamed =
      constraints.every((item, place) => item === table.constraints[place]) &&
      indexes.every((item, place) => item === table.indexes[place]);
    return isNamed ? table : freeze({ ...table, constraints: freeze(constraints), indexes: freeze(indexes) });
  };
}
