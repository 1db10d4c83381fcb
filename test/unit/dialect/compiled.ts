import type { DdlContext, Dialect } from "../../../src/dialect/dialect.ts";
import type { SqlDirective } from "../../../src/directives/index.ts";
import { defaultNamingConvention } from "../../../src/schema/naming-convention.ts";

/** What a dialect made of directives. */
export interface Compiled {
  readonly sql: readonly string[];
  readonly warnings: readonly string[];
}

/** Directives as a dialect writes them for a script, one line of text per statement. */
export function compiled(
  dialect: Dialect,
  directives: SqlDirective | readonly SqlDirective[],
  context: Partial<DdlContext> = {},
): Compiled {
  const warnings: string[] = [];
  const all: DdlContext = {
    namingConvention: defaultNamingConvention,
    serverVersion: null,
    asSql: true,
    warn: (message) => warnings.push(message),
    ...context,
  };
  const list = Array.isArray(directives) ? directives : [directives];
  const sql = list.flatMap((directive: SqlDirective) => dialect.ddl.compile(directive, all));
  return { sql: sql.map((statement) => statement.sql.replace(/\s*\n\s*/g, " ")), warnings };
}

/** The statements alone. */
export const sqlOf = (
  dialect: Dialect,
  directives: SqlDirective | readonly SqlDirective[],
): readonly string[] => compiled(dialect, directives).sql;
