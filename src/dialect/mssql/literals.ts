import type { SqlType } from "../../schema/types/sql-type.ts";
import { withFullOffset } from "../default/date-text.ts";
import { defaultLiterals, type LiteralRules, quotedString } from "../default/literals.ts";
import type { KeepsZone } from "../default/normal-value.ts";

const nationalTypes: ReadonlySet<string> = new Set(["unicode", "unicodetext", "nvarchar", "nchar", "ntext"]);

/** A string; the N form where the column holds Unicode, the other one loses characters outside the code page. */
function mssqlString(text: string, type: SqlType | null): string {
  const national = type !== null && nationalTypes.has(type.name.toLowerCase());
  return `${national ? "N" : ""}${quotedString(text)}`;
}

/** A string in the N form, whatever it is for. */
export const nationalString = (text: string): string => `N${quotedString(text)}`;

/** Columns of DATETIMEOFFSET. */
export const keepsZone: KeepsZone = ({ family, name, options }) =>
  name.toLowerCase() === "datetimeoffset" || (family === "generic" && options.timezone === true);

/** How SQL Server writes values. Source: SQL Server documentation, Constants (Transact-SQL). */
export const mssqlLiterals: LiteralRules = {
  ...defaultLiterals,
  string: mssqlString,
  boolean: (value) => (value ? "1" : "0"),
  temporal: (text) => quotedString(withFullOffset(text)),
  keepsZone,
  bytes: (hex) => `0x${hex}`,
  json: nationalString,
  nativeUuid: true,
  functions: { ...defaultLiterals.functions, current_date: "GETDATE()" },
  nextValue: (sequence) => `NEXT VALUE FOR ${sequence}`,
};
