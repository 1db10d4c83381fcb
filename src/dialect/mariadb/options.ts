import type { MysqlOptions } from "../mysql/options.ts";

/** What only MariaDB understands. */
export interface MariadbOptions extends MysqlOptions {}
