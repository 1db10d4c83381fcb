import type { OptionNames } from "../default/option-names.ts";

const key = ["length", "using"];

/** The options of MySQL and MariaDB. Those of tables are passed on as they are. */
export const optionNames: OptionNames = {
  table: "any",
  index: [...key, "prefix", "withParser"],
  primary_key: key,
  unique: [...key, "prefix", "withParser"],
  check: ["notEnforced"],
  alter_column: ["attributes", "check"],
};
