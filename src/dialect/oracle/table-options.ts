import type { Table } from "../../schema/table.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { DdlScope } from "../default/grammar.ts";

/** The clauses behind the parenthesis of CREATE TABLE, a line each. Source: Oracle SQL Language Reference, CREATE TABLE. */
export function tableOptions(scope: DdlScope, { options }: Table): string {
  const { onCommit, compress, tablespace } = optionsOf(scope, options, "oracle");
  return [
    onCommit === undefined ? "" : `\n ON COMMIT ${onCommit.replaceAll("_", " ").toUpperCase()}`,
    compress === undefined || compress === false
      ? ""
      : `\n COMPRESS${compress === true ? "" : ` FOR ${compress}`}`,
    tablespace === undefined ? "" : `\n TABLESPACE ${scope.identifiers.quote(tablespace)}`,
  ].join("");
}
