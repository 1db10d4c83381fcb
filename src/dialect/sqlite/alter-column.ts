import type { DdlContext } from "../dialect.ts";

/** ALTER COLUMN … SET and DROP NOT NULL are new in SQLite 3.53; what a script runs on is not known. */
export function knowsAlterColumn({ serverVersion }: Pick<DdlContext, "serverVersion">): boolean {
  if (serverVersion === null) return false;
  const [major, minor] = serverVersion;
  return major > 3 || (major === 3 && minor >= 53);
}
