import type { GeneratedDefault } from "../../schema/server-default.ts";
import { rawSql, type SqlText } from "../../schema/sql-text.ts";
import type { DdlScope } from "../default/grammar.ts";
import { isMysqlServer } from "./which-server.ts";

const currentDate: SqlText = rawSql("(CURRENT_DATE)");

/** A default as the server takes it: MySQL, not MariaDB, wants parentheses around every function but the current time. */
export function spelledForServer<T extends GeneratedDefault | null>(
  { context }: DdlScope,
  value: T,
): T | SqlText {
  const isDate = value?.kind === "sql_function" && value.name === "current_date";
  return isDate && isMysqlServer(context.serverVersion) ? currentDate : value;
}
