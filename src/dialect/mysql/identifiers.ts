import { createIdentifiers } from "../default/identifiers.ts";
import type { IdentifierRules } from "../dialect.ts";
import { mysqlReservedWords } from "./reserved-words.ts";

/** MySQL's names, given the words that are reserved. Source: MySQL manual, Schema Object Names. */
export function mysqlIdentifiersWith(reserved: ReadonlySet<string>): IdentifierRules {
  return createIdentifiers({
    open: "`",
    close: "`",
    reserved,
    maxLength: 64,
    maxExplicitLength: 255,
    maxLengthUnit: "characters",
  });
}

export const mysqlIdentifiers: IdentifierRules = mysqlIdentifiersWith(mysqlReservedWords);
