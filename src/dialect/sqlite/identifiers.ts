import { createIdentifiers } from "../default/identifiers.ts";
import type { IdentifierRules } from "../dialect.ts";
import { reservedWords } from "./reserved-words.ts";

/** SQLite has no limit on names; the number is SQLAlchemy's. */
export const identifiers: IdentifierRules = createIdentifiers({
  open: '"',
  close: '"',
  reserved: reservedWords,
  maxLength: 9999,
  maxLengthUnit: "characters",
});
