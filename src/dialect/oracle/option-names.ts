import { type OptionNames, optionNamesOf } from "../default/option-names.ts";
import type { OracleOptions } from "./options.ts";

/** The options of Oracle. */
export const optionNames: OptionNames = optionNamesOf<OracleOptions>()({
  table: ["onCommit", "compress", "tablespace"],
  index: ["bitmap", "compress"],
});
