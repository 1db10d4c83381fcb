import { mssqlTypeSource } from "../../dialect/mssql/type-source.ts";
import { mysqlTypeSource } from "../../dialect/mysql/type-source.ts";
import { oracleTypeSource } from "../../dialect/oracle/type-source.ts";
import { postgresqlTypeSource } from "../../dialect/postgresql/type-source.ts";
import { sqliteTypeSource } from "../../dialect/sqlite/type-source.ts";
import type { TypeSource } from "../../dialect/type-source.ts";
import { genericTypeSource, standardTypeSource } from "./schema-type-source.ts";

const builtIn: readonly TypeSource[] = [
  genericTypeSource,
  standardTypeSource,
  postgresqlTypeSource,
  sqliteTypeSource,
  mysqlTypeSource,
  mssqlTypeSource,
  oracleTypeSource,
];

const byFamily: ReadonlyMap<string, TypeSource> = new Map(builtIn.map((source) => [source.family, source]));

/** Where the types of a built-in family come from. */
export function builtInTypeSource(family: string): TypeSource | undefined {
  return byFamily.get(family);
}
