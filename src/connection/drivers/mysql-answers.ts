import { describeDriverError, stringProperty } from "../describe-error.ts";
import type { DriverErrorInfo, SessionResult } from "../session.ts";

/** MySQL's drivers say `ER_…`; an error number they have no name for stays a number. */
export function describeMysqlError(error: unknown): DriverErrorInfo {
  const info = describeDriverError(error);
  const errno: unknown =
    typeof error === "object" && error !== null ? Reflect.get(error, "errno") : undefined;
  const code = info.code ?? (typeof errno === "number" ? String(errno) : undefined);
  const isFatal = typeof error === "object" && error !== null && Reflect.get(error, "fatal") === true;
  return {
    ...info,
    code,
    lost: info.lost === true || (isFatal && stringProperty(error, "sqlState") === undefined),
  };
}

/** What MySQL's drivers give for one statement: an array of rows, which may have columns beside them, or counts. */
export function mysqlResult(result: unknown): SessionResult {
  if (Array.isArray(result)) return { rows: [...result], rowCount: result.length };
  const affected: unknown =
    typeof result === "object" && result !== null ? Reflect.get(result, "affectedRows") : undefined;
  return { rows: [], rowCount: typeof affected === "number" ? affected : null };
}
