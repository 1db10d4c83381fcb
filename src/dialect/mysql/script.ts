import type { ScriptFormat } from "../dialect.ts";

/** How a script for MySQL and MariaDB looks. */
export const mysqlScript: ScriptFormat = {
  terminator: ";",
  batchSeparator: null,
  batchSeparatorOption: null,
  begin: "BEGIN",
  commit: "COMMIT",
};
