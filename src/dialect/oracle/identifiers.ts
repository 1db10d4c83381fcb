import { createIdentifiers } from "../default/identifiers.ts";
import type { IdentifierRules } from "../dialect.ts";
import { oracleReservedWords } from "./reserved-words.ts";

/** Oracle's names since 12.2. Source: Oracle SQL Language Reference, Database Object Naming Rules. */
export const identifiers: IdentifierRules = createIdentifiers({
  open: '"',
  close: '"',
  reserved: oracleReservedWords,
  maxLength: 128,
  maxLengthUnit: "bytes",
  plain: /^[a-z][a-z0-9_$]*$/,
});
