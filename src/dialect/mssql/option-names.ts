import { type OptionNames, optionNamesOf } from "../default/option-names.ts";
import type { MssqlOptions } from "./options.ts";

/** The options of SQL Server. */
export const optionNames: OptionNames = optionNamesOf<MssqlOptions>()({
  column: ["identityStart", "identityIncrement"],
  index: ["clustered", "columnstore", "include", "where"],
  primary_key: ["clustered"],
  unique: ["clustered"],
  drop_column: ["dropCheck", "dropDefault", "dropForeignKey"],
});
