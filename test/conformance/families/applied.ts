import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { Connection } from "../../../src/index.ts";
import { isAlembicError, MigrationContext, Operations, sa } from "../../../src/index.ts";
import type { CaseOutcome, ConformanceCase } from "../case.ts";
import { companionFile } from "../case-files.ts";
import { toNamingConvention } from "../neutral.ts";
import { type NeutralObject, readWhole } from "../neutral-names.ts";
import type { NeutralOperation } from "../neutral-operations.ts";
import { runOperations } from "../run-operations.ts";
import { closeDatabases, emptyDatabase } from "./autogen-databases.ts";

type Row = readonly unknown[];
type Catalogue = Readonly<Record<string, readonly Row[]>>;

/** What the format says about a case of this family. */
interface AppliedCase extends ConformanceCase {
  readonly dialect: "sqlite" | "postgresql" | "mariadb";
  readonly opts?: NeutralObject;
  readonly ops: readonly NeutralOperation[];
  readonly catalogue: Catalogue;
  readonly select?: Catalogue;
  readonly expected_error?: { readonly op_index: number; readonly contains: string };
  readonly unordered_catalogue?: readonly string[];
}

interface Observed {
  readonly catalogue: Catalogue;
  readonly select?: Catalogue | undefined;
  readonly error: unknown;
}

/** Runs the operations of a case on a server and compares what the catalogue and the tables hold then. */
export async function runAppliedCase(input: ConformanceCase, path: string): Promise<CaseOutcome> {
  // The runner hands over parsed JSON; the format of this family fixes its keys.
  const testCase = input as AppliedCase;
  const connection = await emptyDatabase(testCase.dialect);
  if (connection === null) return { actual: {}, skipped: `no ${testCase.dialect} server` };
  const error = await applyOperations(testCase, connection);
  const observed: Observed = {
    error,
    catalogue: await readAll(connection, catalogueQueries(path, testCase.dialect)),
    select: testCase.select && (await readAll(connection, selects(testCase.select), { keepEmpty: true })),
  };
  const actual = {
    catalogue: observed.catalogue,
    ...(observed.select === undefined ? {} : { select: observed.select }),
    ...(error === null ? {} : { expected_error: describeError(error) }),
  };
  const differences = differencesOf(testCase, observed);
  return differences.length === 0 ? { actual } : { actual, failure: explain(testCase, differences) };
}

/** Drops the databases of this run. */
export const closeApplied: () => Promise<void> = closeDatabases;

/** Online, in order, in one transaction. */
async function applyOperations({ opts = {}, ops }: AppliedCase, connection: Connection): Promise<unknown> {
  const context = MigrationContext.configure({
    connection,
    opts: {
      targetMetadata: readWhole(
        "the options",
        opts,
        ({ naming_convention }) =>
          new sa.MetaData({ namingConvention: toNamingConvention(naming_convention) }),
      ),
    },
  });
  const transactional = context.dialect.features.ddlRollsBack;
  try {
    if (transactional) await connection.begin();
    await runOperations(Operations.context(context), ops);
    if (transactional) await connection.commit();
    return null;
  } catch (error) {
    if (transactional) await connection.rollback();
    return error;
  }
}

/** The queries whose answers the corpus records, by dialect. */
function catalogueQueries(path: string, dialect: string): Readonly<Record<string, string>> {
  const text = readFileSync(companionFile(path, "catalogue_queries.json"), "utf8");
  const queries = JSON.parse(text) as Readonly<Record<string, Readonly<Record<string, string>>>>;
  return queries[dialect] ?? {};
}

const selects = (recorded: Catalogue): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.keys(recorded).map((sql) => [sql, sql]));

async function readAll(
  connection: Connection,
  queries: Readonly<Record<string, string>>,
  { keepEmpty = false }: { readonly keepEmpty?: boolean } = {},
): Promise<Catalogue> {
  const found: [string, readonly Row[]][] = [];
  for (const [name, sql] of Object.entries(queries)) {
    const rows = ((await readers[connection.dialectName]?.(connection, sql)) ?? []).map((row) =>
      row.map(plainValue),
    );
    if (rows.length > 0 || keepEmpty) found.push([name, rows]);
  }
  return Object.fromEntries(found);
}

const readers: Readonly<Record<string, (connection: Connection, sql: string) => Promise<readonly Row[]>>> = {
  sqlite: (connection, sql) => connection.executeArrays(sql),
  postgresql: readPostgresql,
  mariadb: readMariadb,
};

/** The driver has one kind of value for dates with and without a time: the types are asked for. */
async function readMariadb(connection: Connection, sql: string): Promise<readonly Row[]> {
  const rows = await connection.executeArrays(sql);
  if (!rows.flat().some((value) => value instanceof Date)) return rows;
  await connection.execute(`CREATE TEMPORARY TABLE typed AS ${sql}`);
  const types = (await connection.executeArrays("DESCRIBE typed")).map((row) => row[1]);
  await connection.execute("DROP TEMPORARY TABLE typed");
  return rows.map((row) =>
    row.map((value, index) => {
      if (!(value instanceof Date)) return value;
      const [date = "", time = ""] = value.toISOString().split("T");
      return types[index] === "date" ? date : `${date} ${time.replace(/(?:\.000)?Z$/, "")}`;
    }),
  );
}

/** PostgreSQL's rows are typed but for what is beyond a double, and for dates: there the types are asked for. */
async function readPostgresql(connection: Connection, sql: string): Promise<readonly Row[]> {
  const arrays = await connection.executeArrays(sql);
  const { rows } = await connection.execute(sql);
  const names = Object.keys(rows[0] ?? {});
  const types = await Promise.all(names.map((name) => typeOf(connection, sql, name)));
  return rows.map((row, line) =>
    names.map((name, index) => {
      const text = arrays[line]?.[index] ?? null;
      if (text !== null && types[index] === "bigint") return Number(text);
      return row[name] instanceof Date ? text : row[name];
    }),
  );
}

async function typeOf(connection: Connection, sql: string, column: string): Promise<unknown> {
  const [row] = await connection.executeArrays(`SELECT pg_typeof(q."${column}") FROM (${sql}) AS q LIMIT 1`);
  return row?.[0];
}

function plainValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  return typeof value === "bigint" ? Number(value) : value;
}

function describeError(error: unknown): NeutralObject {
  return { class: error instanceof Error ? error.name : typeof error, message: textOf(error) };
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function differencesOf(testCase: AppliedCase, { error, catalogue, select }: Observed): readonly string[] {
  const { expected_error: expected } = testCase;
  if (error !== null && (expected === undefined || !isAlembicError(error)))
    return [`failed: ${textOf(error)}`];
  if (expected !== undefined && error === null) return [`did not fail with ${expected.contains}`];
  if (expected !== undefined && !textOf(error).includes(expected.contains))
    return [`failed: ${textOf(error)}`];
  const rolledBack =
    expected !== undefined && testCase.dialect === "sqlite" && Object.keys(catalogue).length === 0;
  return [
    ...(rolledBack ? [] : differentParts(testCase.catalogue, catalogue, testCase.unordered_catalogue ?? [])),
    ...differentParts(testCase.select ?? {}, select ?? {}, []),
  ];
}

function differentParts(
  recorded: Catalogue,
  observed: Catalogue,
  unordered: readonly string[],
): readonly string[] {
  return [...new Set([...Object.keys(recorded), ...Object.keys(observed)])].flatMap((name) => {
    const form = name === "sql" || unordered.includes(name) ? textForm(unordered.includes(name)) : asItIs;
    const [theirs, ours] = [form(recorded[name] ?? []), form(observed[name] ?? [])];
    if (isDeepStrictEqual(theirs, ours)) return [];
    return [`${name}`, `  recorded ${JSON.stringify(theirs)}`, `  ours     ${JSON.stringify(ours)}`];
  });
}

const asItIs = (rows: readonly Row[]): unknown => rows;

/** Texts with one blank between words; in no order, as words without the commas between them. */
function textForm(unordered: boolean): (rows: readonly Row[]) => unknown {
  return (rows) =>
    rows.map((row) =>
      row.map((value) => {
        if (typeof value !== "string") return value;
        return unordered
          ? value
              .trim()
              .split(/[\s,]+/)
              .sort()
          : value.replaceAll(/\s+/g, " ").trim();
      }),
    );
}

function explain({ title, ops }: AppliedCase, differences: readonly string[]): string {
  return [title, ...ops.map((each) => JSON.stringify(each)), ...differences].join("\n");
}
