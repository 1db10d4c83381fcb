import type { Connection, QueryResult } from "../connection/connection.ts";
import { allOrNothing } from "../connection/in-transaction.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { Remember } from "../dialect/rebuild.ts";
import type { ReflectedDatabase, ReflectedTable } from "../dialect/reflection.ts";
import { reflectorOf } from "../dialect/reflector-of.ts";
import type { BatchAlterTableOp } from "../directives/index.ts";
import { SchemaError } from "../errors/index.ts";
import { altersAlike } from "../operations/batch/alters-alike.ts";
import { type BatchContext, rebuildRules } from "../operations/batch/batch-context.ts";
import { alterDirectives, needsCopyFrom, needsRebuild } from "../operations/batch/plan-batch.ts";
import { planRebuild } from "../operations/batch/plan-rebuild.ts";
import type { RebuildPlan } from "../operations/batch/rebuild-steps.ts";
import { renamedColumns, renamesFirst } from "../operations/batch/renames-first.ts";
import { nameText } from "../schema/names.ts";
import { withCleanUp } from "../util/with-clean-up.ts";
import type { DirectiveRunner } from "./directive-runner.ts";
import type { ProgressJournal } from "./progress-journal.ts";
import type { ReferenceGuard } from "./reference-guard.ts";
import type { StatementExecutor } from "./statement-executor.ts";

/** What running a batch block needs. */
export interface BatchParts {
  readonly dialect: Dialect;
  /** `null` while a script is written. */
  readonly connection: Connection | null;
  readonly runner: DirectiveRunner;
  readonly executor: StatementExecutor;
  readonly references: ReferenceGuard | null;
  /** The record of what is done; `null` where everything can be rolled back by the caller. */
  readonly journal: ProgressJournal | null;
}

const nothing: QueryResult = Object.freeze({ rows: Object.freeze([]), rowCount: null });

/** Makes the changes of a batch block, by ALTER or by a rebuild of the table. */
export async function runBatch(batch: BatchAlterTableOp, parts: BatchParts): Promise<QueryResult> {
  const { connection, dialect, runner } = parts;
  if (!needsRebuild(batch, dialect)) {
    let result = nothing;
    for (const directive of alterDirectives(batch)) result = await runner.run(directive);
    return result;
  }
  const context = { dialect, ddl: await runner.ddlContext() };
  if (connection === null) await writeRebuild(batch, context, parts);
  else await rebuildRecorded(batch, context, { ...parts, connection });
  return nothing;
}

async function writeRebuild(
  batch: BatchAlterTableOp,
  context: BatchContext,
  { dialect, executor }: BatchParts,
): Promise<void> {
  if (batch.copyFrom === null) throw needsCopyFrom(batch, dialect);
  for (const { statement } of planRebuild(batch, batch.copyFrom, context).steps)
    await executor.run(statement);
}

interface OnlineParts extends BatchParts {
  readonly connection: Connection;
}

/** Where DDL rolls back, a rebuild is done whole or not at all; elsewhere its statements are recorded one by one. */
async function rebuildRecorded(
  batch: BatchAlterTableOp,
  context: BatchContext,
  parts: OnlineParts,
): Promise<void> {
  const run = (): Promise<void> => rebuildOnline(batch, context, parts);
  if (parts.journal === null || !parts.dialect.features.ddlRollsBack) return run();
  await parts.journal.once(describeBatch(batch), run);
}

function describeBatch({ tableName, items }: BatchAlterTableOp): string {
  const kinds = items.map(({ directive }) => directive.kind);
  return `op.batchAlterTable("${nameText(tableName)}"): ${kinds.join(", ")}`;
}

async function rebuildOnline(
  given: BatchAlterTableOp,
  context: BatchContext,
  parts: OnlineParts,
): Promise<void> {
  const { connection, dialect, executor } = parts;
  const { locate, openSession } = rebuildRules(dialect);
  const named = { name: given.tableName, schema: given.schema };
  const table = (await locate?.(connection, named)) ?? named;
  const batch = { ...given, tableName: table.name, schema: table.schema };
  const session = await openSession?.(connection, table, rememberIn(parts));
  const run = async (): Promise<void> => {
    await parts.references?.beforeRebuild(nameText(batch.tableName));
    await rebuild(batch, { ...context, canAlter: session?.canAlter ?? true }, parts);
    await session?.finish?.((sql) => executor.run({ sql }));
    await parts.references?.afterRebuild();
  };
  await withCleanUp(
    () => (dialect.features.ddlRollsBack ? allOrNothing(connection, run) : run()),
    async () => session?.restore(),
  );
}

/** Behind a kill the table may be another one already: what is known of it is what the first run found out. */
function rememberIn({ dialect, journal }: BatchParts): Remember {
  return journal === null || dialect.features.ddlRollsBack
    ? (_what, find) => find()
    : (what, find) => journal.remember(what, find);
}

interface OnlineContext extends BatchContext {
  /** Whether ALTER TABLE may be used for what it does as well as a rebuild. */
  readonly canAlter: boolean;
}

async function rebuild(batch: BatchAlterTableOp, context: OnlineContext, parts: OnlineParts): Promise<void> {
  const plan = await rememberIn(parts)(`plan of ${describeBatch(batch)}`, () =>
    alterAndPlan(batch, context, parts),
  );
  if (plan !== null) await runPlan(plan, parts);
}

/** Makes what ALTER TABLE does as well or better, and plans the rest; `null` when nothing is left. */
async function alterAndPlan(
  batch: BatchAlterTableOp,
  context: OnlineContext,
  { connection, dialect, runner }: OnlineParts,
): Promise<RebuildPlan | null> {
  const [table, database] = await readTable(batch, connection);
  const alike = context.canAlter ? altersAlike(batch, table, { ...context, database }) : null;
  for (const directive of alike ?? []) await runner.run(directive);
  if (alike !== null) return null;
  const { renames, rest } = context.canAlter
    ? renamesFirst(batch, table, { dialect, database })
    : { renames: [], rest: batch };
  for (const rename of renames) await runner.run(rename);
  if (rest === null) return null;
  const [renamed] = renames.length === 0 ? [table] : await readTable(batch, connection);
  return planRebuild(rest, renamed, { ...context, database, renamedBefore: renamedColumns(renames) });
}

/** The table as the block takes it: as it is in the database, or as `copyFrom` says, with the triggers that it has. */
async function readTable(
  batch: BatchAlterTableOp,
  connection: Connection,
): Promise<readonly [ReflectedTable, ReflectedDatabase]> {
  const name = nameText(batch.tableName);
  const { schema, copyFrom } = batch;
  const database = await reflectorOf(connection).reflect(connection, { schemas: [schema] });
  const table = database.tables.find((each) => nameText(each.name) === name);
  if (table !== undefined) {
    const around = { ...table, declaredTypes: undefined, ownedSequences: [] };
    return [copyFrom === null ? table : { ...around, ...copyFrom }, database];
  }
  const unread = database.warnings.find((warning) => warning.includes(`'${name}'`));
  throw new SchemaError(unread ?? `There is no table '${name}' for op.batchAlterTable().`, {
    hint: "Correct the name of the table.",
    details: { table: name, schema },
  });
}

async function runPlan(plan: RebuildPlan, { connection, dialect, executor }: OnlineParts): Promise<void> {
  let mayDrop = false;
  try {
    for (const { statement, phase } of plan.steps) {
      mayDrop = phase === "copy";
      await executor.run(statement);
    }
  } catch (error) {
    // What cannot be rolled back is cleared away; the old table still stands.
    if (mayDrop && !dialect.features.ddlRollsBack && !connection.signal.aborted) {
      for (const { sql } of plan.undo) await connection.execute(sql).catch(() => {});
    }
    throw error;
  }
}
