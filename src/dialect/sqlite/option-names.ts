import { type OptionNames, optionNamesOf } from "../default/option-names.ts";
import type { SqliteOptions } from "./options.ts";

/** The options of SQLite. */
export const optionNames: OptionNames = optionNamesOf<SqliteOptions>()({
  table: ["autoincrement", "withRowid", "strict"],
  column: ["onConflictNotNull", "onConflictPrimaryKey", "onConflictUnique"],
  index: ["where"],
  primary_key: ["onConflict", "columnWords"],
  unique: ["onConflict", "columnWords"],
  check: ["onConflict"],
});
