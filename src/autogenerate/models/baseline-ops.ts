import type { Dialect } from "../../dialect/dialect.ts";
import {
  createSchemaSql,
  createSequenceSql,
  dropSequenceSql,
  dropTypeStatements,
} from "../../dialect/object-statements.ts";
import type {
  CreateForeignKeyOp,
  CreateTableOp,
  Directive,
  DowngradeOps,
  UpgradeOps,
} from "../../directives/index.ts";
import { downgradeOps, upgradeOps } from "../../operations/containers.ts";
import * as ops from "../../operations/ops.ts";
import { reverse } from "../../operations/reverse.ts";
import { sortTablesAndConstraints } from "../../schema/sort-tables.ts";
import type { PulledDatabase } from "./read-database.ts";

/** The two ways of a revision file. */
export interface BaselineOps {
  readonly upgrade: UpgradeOps;
  readonly downgrade: DowngradeOps;
}

/** What makes a database from nothing, and what takes it away again. Schemas stay: they may hold more. */
export function baselineOps(dialect: Dialect, database: PulledDatabase): BaselineOps {
  const { tables, sequences, schemas } = database;
  const creations = tableOps(dialect, database);
  const before = [
    ...(dialect.features.createSchema ? schemas.map((schema) => createSchemaSql(dialect, schema)) : []),
    ...sequences.map((sequence) => createSequenceSql(dialect, sequence)),
  ];
  const after = [
    ...dropTypeStatements(dialect, tables),
    ...sequences.map((sequence) => dropSequenceSql(dialect, sequence)).reverse(),
  ];
  return {
    upgrade: upgradeOps([...before.map(statement), ...creations]),
    downgrade: downgradeOps([...reverse(upgradeOps(creations)).ops, ...after.map(statement)]),
  };
}

const statement = (sql: string): Directive => ops.executeSqlOp(sql);

/** Tables with their indexes, each behind those it refers to; the foreign keys of circles follow. */
function tableOps(
  { features }: Dialect,
  { tables }: PulledDatabase,
): readonly (CreateTableOp | CreateForeignKeyOp)[] {
  const sorted = sortTablesAndConstraints(tables);
  const later = features.alterTable ? sorted.later : [];
  const keys = new Set<unknown>(later.map(({ constraint }) => constraint));
  return [
    ...sorted.tables.map(
      (table): CreateTableOp => ({
        kind: "create_table",
        table: { ...table, constraints: table.constraints.filter((constraint) => !keys.has(constraint)) },
        ifNotExists: false,
      }),
    ),
    ...later.map(
      ({ table, constraint }): CreateForeignKeyOp => ({
        kind: "create_foreign_key",
        tableName: table.name,
        schema: table.schema,
        constraint,
      }),
    ),
  ];
}
