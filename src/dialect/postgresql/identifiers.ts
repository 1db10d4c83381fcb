import { createIdentifiers } from "../default/identifiers.ts";
import type { IdentifierRules } from "../dialect.ts";
import { reservedWords } from "./reserved-words.ts";

export const identifiers: IdentifierRules = createIdentifiers({
  open: '"',
  close: '"',
  reserved: reservedWords,
  maxLength: 63,
  maxLengthUnit: "bytes",
});
