import type { DdlContext } from "../dialect.ts";

/** A server of MariaDB behind a `mysql://` address: its versions with CHECK begin with 10, and there is no MySQL 10. */
export function isMariadbServer(version: DdlContext["serverVersion"]): boolean {
  return version !== null && version[0] >= 10;
}

/** A server of MySQL's own; `false` for a script, which does not say where it will run. */
export function isMysqlServer(version: DdlContext["serverVersion"]): boolean {
  return version !== null && !isMariadbServer(version);
}
