import { type OptionNames, optionNamesOf } from "../default/option-names.ts";
import type { PostgresqlOptions } from "./options.ts";

const storage = ["with", "tablespace"] as const;

/** The options of PostgreSQL. */
export const optionNames: OptionNames = optionNamesOf<PostgresqlOptions>()({
  table: [...storage, "using", "partitionBy", "inherits", "withOids", "onCommit"],
  index: [...storage, "using", "where", "include", "ops", "concurrently", "nullsNotDistinct"],
  primary_key: [...storage, "include"],
  unique: [...storage, "include", "nullsNotDistinct"],
  exclude: [...storage, "include"],
  check: ["notValid", "noInherit", "notEnforced"],
  foreign_key: ["notValid", "notEnforced"],
  alter_column: ["using"],
});
