import type { OptionNames } from "../default/option-names.ts";

/** The options of SQLite. */
export const optionNames: OptionNames = {
  table: ["autoincrement", "withRowid", "strict"],
  column: ["onConflictNotNull", "onConflictPrimaryKey", "onConflictUnique"],
  index: ["where"],
  primary_key: ["onConflict", "columnWords"],
  unique: ["onConflict", "columnWords"],
  check: ["onConflict"],
};
