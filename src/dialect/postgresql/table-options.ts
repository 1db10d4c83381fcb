import type { Table } from "../../schema/table.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { DdlScope } from "../default/grammar.ts";

/** What stands behind the closing parenthesis of CREATE TABLE, one clause a line. */
export function tableOptions(scope: DdlScope, table: Table): string {
  const options = optionsOf(scope, table.options, "postgresql");
  const parents = typeof options.inherits === "string" ? [options.inherits] : options.inherits;
  const clauses = [
    parents === undefined ? "" : `INHERITS ( ${parents.map((name) => parentName(scope, name)).join(", ")} )`,
    options.partitionBy === undefined ? "" : `PARTITION BY ${options.partitionBy}`,
    options.using === undefined ? "" : `USING ${scope.literals.sqlText(options.using)}`,
    options.with === undefined ? "" : `WITH (${storageParameters(options.with)})`,
    options.withOids === undefined ? "" : `WITH${options.withOids ? "" : "OUT"} OIDS`,
    options.onCommit === undefined ? "" : `ON COMMIT ${options.onCommit.replaceAll("_", " ").toUpperCase()}`,
    options.tablespace === undefined ? "" : `TABLESPACE ${scope.identifiers.quote(options.tablespace)}`,
  ];
  return clauses
    .filter((clause) => clause !== "")
    .map((clause) => `\n ${clause}`)
    .join("");
}

/** A parent as it is named: `parent`, or `schema.parent`. */
function parentName({ identifiers }: DdlScope, name: string): string {
  const dot = name.lastIndexOf(".");
  return dot < 0 ? identifiers.quote(name) : identifiers.qualify(name.slice(dot + 1), name.slice(0, dot));
}

/** `fillfactor = 50, autosummarize = on`. */
export function storageParameters(parameters: Readonly<Record<string, unknown>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name} = ${value}`)
    .join(", ");
}
