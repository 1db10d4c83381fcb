import type { OptionNames } from "../default/option-names.ts";

const storage = ["with", "tablespace"];

/** The options of PostgreSQL. */
export const optionNames: OptionNames = {
  table: [...storage, "using", "partitionBy", "inherits", "withOids", "onCommit"],
  index: [...storage, "using", "where", "include", "ops", "concurrently", "nullsNotDistinct"],
  primary_key: [...storage, "include"],
  unique: [...storage, "include", "nullsNotDistinct"],
  exclude: [...storage, "include"],
  check: ["notValid", "noInherit", "notEnforced"],
  foreign_key: ["notValid", "notEnforced"],
  alter_column: ["using"],
};
