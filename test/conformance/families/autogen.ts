import { isDeepStrictEqual } from "node:util";
import {
  type ConfigureOptions,
  type Connection,
  type DirectiveNode,
  MigrationContext,
  ops,
  produceMigrations,
} from "../../../src/index.ts";
import type { CaseOutcome, ConformanceCase } from "../case.ts";
import { toMetaData } from "../neutral.ts";
import { fromDirectives } from "../neutral-directives.ts";
import { type NeutralObject, readWhole } from "../neutral-names.ts";
import type { NeutralOperation } from "../neutral-operations.ts";
import { observedForm, recordedForm } from "./autogen-comparison.ts";
import { closeDatabases, emptyDatabase } from "./autogen-databases.ts";

/** What the format says about a case of this family. */
interface AutogenCase extends ConformanceCase {
  readonly dialect: "sqlite" | "postgresql" | "mariadb";
  readonly opts: {
    readonly compare_type?: boolean;
    readonly compare_server_default?: boolean;
    readonly include_schemas?: boolean;
    readonly version_table?: string;
    readonly version_table_schema?: string;
    readonly autogenerate_plugins?: readonly string[];
    readonly include_name_exclude?: Readonly<Record<string, readonly string[]>>;
    readonly include_object_exclude?: Readonly<Record<string, readonly string[]>>;
  };
  readonly setup: readonly string[];
  readonly metadata: NeutralObject;
  readonly expected_upgrade: readonly NeutralOperation[];
  readonly expected_downgrade: readonly NeutralOperation[];
  readonly unordered_ops?: boolean;
  readonly alembic_false_positive?: boolean;
  readonly roundtrip?: { readonly applies: boolean; readonly left?: number };
}

interface Observed {
  readonly expected_upgrade: readonly NeutralOperation[];
  readonly expected_downgrade: readonly NeutralOperation[];
}

/** Compares the database of a case with its models, and what comes out with the record. */
export async function runAutogenCase(input: ConformanceCase): Promise<CaseOutcome> {
  // The runner hands over parsed JSON; the format of this family fixes its keys.
  const testCase = input as AutogenCase;
  const connection = await emptyDatabase(testCase.dialect);
  if (connection === null) return { actual: {}, skipped: `no ${testCase.dialect} server` };
  for (const statement of testCase.setup) await connection.execute(statement);

  const metadata = toMetaData(testCase.metadata);
  const script = await produceMigrations(contextOf(testCase, connection), metadata);
  const { dialect } = contextOf(testCase, connection);
  const observed: Observed = {
    expected_upgrade: fromDirectives(script.upgradeOps.ops, dialect),
    expected_downgrade: fromDirectives(script.downgradeOps.ops, dialect),
  };
  if (agrees(testCase, observed)) return { actual: { ...observed } };
  if (!isFree(testCase)) return { actual: { ...observed }, failure: explain(testCase, observed) };
  const roundtrip = await applyAndCompare(testCase, connection, { metadata, upgrade: script.upgradeOps });
  const actual = { ...observed, roundtrip };
  const passes = roundtrip.applies && roundtrip.left === 0;
  return passes
    ? { actual }
    : { actual, failure: `${explain(testCase, observed)}\n${JSON.stringify(roundtrip)}` };
}

/** Drops the databases of this run. */
export const closeAutogen: () => Promise<void> = closeDatabases;

function contextOf({ opts }: AutogenCase, connection: Connection): MigrationContext {
  const options = readWhole("the options", opts, contextOptions);
  return MigrationContext.configure({ connection, opts: withoutUndefined(options) });
}

function contextOptions(opts: AutogenCase["opts"]): ConfigureOptions {
  const excludes = (kinds: Readonly<Record<string, readonly string[]>> | undefined) =>
    kinds && ((name: string | null, kind: string) => !(kinds[kind]?.includes(name ?? "") ?? false));
  const includeName = excludes(opts.include_name_exclude);
  const includeObject = excludes(opts.include_object_exclude);
  return {
    compareType: opts.compare_type ?? true,
    compareServerDefault: opts.compare_server_default ?? false,
    includeSchemas: opts.include_schemas,
    versionTable: opts.version_table,
    versionTableSchema: opts.version_table_schema,
    // What we detect beyond the original is not part of the record.
    autogeneratePlugins: opts.autogenerate_plugins ?? ["alembic.autogenerate.*"],
    includeName,
    includeObject: includeObject && ((_object, name, kind) => includeObject(name, kind)),
  };
}

function withoutUndefined<T extends object>(options: T): T {
  // Only members that are absent are taken out.
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}

function agrees(testCase: AutogenCase, observed: Observed): boolean {
  const bothEmpty = observed.expected_upgrade.length === 0 && observed.expected_downgrade.length === 0;
  if (testCase.alembic_false_positive === true && bothEmpty) return true;
  return (["expected_upgrade", "expected_downgrade"] as const).every((key) => {
    const recorded = recordedForm(testCase[key]);
    const ours = observedForm(observed[key], testCase[key]);
    return testCase.unordered_ops === true
      ? isDeepStrictEqual([...recorded].sort(), [...ours].sort())
      : isDeepStrictEqual(recorded, ours);
  });
}

/** Whether other operations pass too, when they apply and leave nothing to find. */
function isFree({ id, roundtrip }: AutogenCase): boolean {
  const isBroken = roundtrip !== undefined && (!roundtrip.applies || (roundtrip.left ?? 0) > 0);
  return isBroken || /^auto-misc-partition-|^auto-tables-version-table-custom-/.test(id);
}

interface Roundtrip {
  readonly applies: boolean;
  readonly left: number;
  readonly error?: string;
}

interface Change {
  readonly metadata: Parameters<typeof produceMigrations>[1];
  readonly upgrade: DirectiveNode;
}

async function applyAndCompare(
  testCase: AutogenCase,
  connection: Connection,
  { metadata, upgrade }: Change,
): Promise<Roundtrip> {
  const context = contextOf(testCase, connection);
  try {
    await context.beginTransaction(async () => {
      await context.operations.invoke(context.dialect.features.alterTable ? upgrade : inBatches(upgrade));
    });
  } catch (error) {
    return { applies: false, left: 0, error: error instanceof Error ? error.message : String(error) };
  }
  const again = await produceMigrations(contextOf(testCase, connection), metadata);
  return { applies: true, left: fromDirectives(again.upgradeOps.ops, context.dialect).length };
}

/** The changes of each table as a batch block, as generated files have them where the database cannot ALTER. */
function inBatches(node: DirectiveNode): DirectiveNode {
  if (node.kind !== "upgrade_ops") return node;
  return ops.upgradeOps(
    node.ops.map((each) =>
      each.kind === "modify_table_ops"
        ? ops.batchAlterTableOp(each.tableName, each.ops, { schema: each.schema })
        : each,
    ),
  );
}

function explain(testCase: AutogenCase, observed: Observed): string {
  const lines = (["expected_upgrade", "expected_downgrade"] as const).flatMap((key) => {
    const recorded = recordedForm(testCase[key]);
    const ours = observedForm(observed[key], testCase[key]);
    return isDeepStrictEqual(recorded, ours)
      ? []
      : [key, ...recorded.map((each) => `  recorded ${each}`), ...ours.map((each) => `  ours     ${each}`)];
  });
  return [testCase.title, ...testCase.setup, ...lines].join("\n");
}
