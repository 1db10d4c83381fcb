import { AlembicError } from "../errors/index.ts";
import { own } from "../util/own.ts";
import { dialectAliases } from "./aliases.ts";
import type { Dialect } from "./dialect.ts";
import { mariadb } from "./mariadb/index.ts";
import { mssql } from "./mssql/index.ts";
import { mysql } from "./mysql/index.ts";
import { oracle } from "./oracle/index.ts";
import { postgresql } from "./postgresql/index.ts";
import { sqlite } from "./sqlite/index.ts";

/** The dialects of this package. The published command loads each with the first call of its function. */
const builtIn: Readonly<Record<string, () => Dialect>> = {
  postgresql: () => postgresql,
  mysql: () => mysql,
  mariadb: () => mariadb,
  sqlite: () => sqlite,
  mssql: () => mssql,
  oracle: () => oracle,
};

const registered = new Map<string, () => Dialect>(Object.entries(builtIn));

/** The dialect of a name (`postgres` is `postgresql`). Throws URL, listing the known ones. */
export function dialectNamed(name: string): Dialect {
  const dialect = registered.get(own(dialectAliases, name) ?? name);
  if (dialect !== undefined) return dialect();
  throw new AlembicError(`There is no dialect '${name}'.`, {
    code: "URL",
    hint: `Use one of: ${[...registered.keys()].join(", ")}.`,
    details: { name, known: [...registered.keys()] },
  });
}

/** Makes a third party's dialect known, or replaces one. */
export function registerDialect(dialect: Dialect): void {
  registered.set(dialect.name, () => dialect);
}
