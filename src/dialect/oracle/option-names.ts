import type { OptionNames } from "../default/option-names.ts";

/** The options of Oracle. */
export const optionNames: OptionNames = {
  table: ["onCommit", "compress", "tablespace"],
  index: ["bitmap", "compress"],
};
