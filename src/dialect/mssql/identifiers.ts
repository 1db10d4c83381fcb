import { createIdentifiers } from "../default/identifiers.ts";
import type { IdentifierRules } from "../dialect.ts";
import { mssqlReservedWords } from "./reserved-words.ts";

/** SQL Server's names; a schema may be `database.owner`. Source: SQL Server documentation, Database identifiers. */
export const identifiers: IdentifierRules = createIdentifiers({
  open: "[",
  close: "]",
  reserved: mssqlReservedWords,
  maxLength: 128,
  maxLengthUnit: "characters",
  dottedSchemas: true,
});
