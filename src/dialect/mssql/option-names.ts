import type { OptionNames } from "../default/option-names.ts";

/** The options of SQL Server. */
export const optionNames: OptionNames = {
  column: ["identityStart", "identityIncrement"],
  index: ["clustered", "columnstore", "include", "where"],
  primary_key: ["clustered"],
  unique: ["clustered"],
  drop_column: ["dropCheck", "dropDefault", "dropForeignKey"],
};
