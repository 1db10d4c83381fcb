import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Connection, createEngine, type sa } from "../../../src/index.ts";
import { databaseKinds } from "../../support/databases.ts";
import { difference } from "../../support/difference.ts";
import { randomRuns } from "./random-runs.ts";
import { buildSchema, schemaChoice } from "./random-schema.ts";
import { prelude } from "./random-types.ts";
import { extensions } from "./scratch-database.ts";

/** How a server's own tools take schemas along to another place. */
interface Tools {
  readonly name: "postgresql" | "mariadb";
  readonly programs: readonly string[];
  /** Why the programs cannot be used with this server, `null` when they can. */
  readonly refusal: (url: string) => Promise<string | null>;
  /** Makes an empty schema. */
  readonly create: (connection: Connection, schema: string) => Promise<unknown>;
  /** Lets names without a schema mean this one. */
  readonly enter: (connection: Connection, schema: string) => Promise<unknown>;
  /** Gives the URL of the server that has the schemas after the way through a dump. */
  readonly move: (urls: readonly [string, string], schemas: readonly string[]) => Promise<string>;
  readonly dropAll: (url: string, schemas: readonly string[]) => Promise<unknown>;
}

const tools: readonly Tools[] = [
  {
    name: "postgresql",
    programs: ["pg_dump", "psql"],
    refusal: olderDump,
    create: (connection, schema) => connection.execute(`CREATE SCHEMA ${schema}`),
    enter: (connection, schema) => connection.execute(`SET search_path = ${schema}, extensions`),
    move: async ([from, to]) => {
      run("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", to], run("pg_dump", ["-d", from], ""));
      return to;
    },
    dropAll: async () => undefined,
  },
  {
    name: "mariadb",
    programs: ["mariadb-dump", "mariadb"],
    refusal: async () => null,
    create: (connection, schema) => connection.execute(`CREATE DATABASE ${schema}`),
    enter: (connection, schema) => connection.execute(`USE ${schema}`),
    move: async ([from], schemas) => {
      const { hostname, port, username, password } = new URL(from);
      const login = [`-h${hostname}`, `-P${port || "3306"}`, `-u${username}`, `--password=${password}`];
      const dump = run("mariadb-dump", [...login, "--databases", ...schemas], "");
      await dropDatabases(from, schemas);
      run("mariadb", login, dump);
      return from;
    },
    dropAll: (url, schemas) => dropDatabases(url, schemas),
  },
];

/** pg_dump refuses servers that are newer than itself. */
async function olderDump(url: string): Promise<string | null> {
  const [, program = "0"] = /(\d+)/.exec(run("pg_dump", ["--version"], "")) ?? [];
  const [server] = await createEngine(url).connect((connection) => connection.serverVersion());
  return Number(program) < server ? `pg_dump ${program} is older than the server, ${server}` : null;
}

async function dropDatabases(url: string, names: readonly string[]): Promise<void> {
  await createEngine(url).connect(async (connection) => {
    for (const name of names) await connection.execute(`DROP DATABASE IF EXISTS ${name}`);
  });
}

function run(program: string, args: readonly string[], input: string): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout;
}

/** Whether a type stands in a schema of its own: it would be one for all of the schemas. */
const hasCommonType = ({ tables }: sa.MetaData): boolean =>
  [...tables.values()].some(({ columns }) => columns.some(({ type }) => type.options.schema === "public"));

const isMissing = (program: string): boolean => spawnSync(program, ["--version"]).error !== undefined;

describe.each(tools)("random schemas on $name, through $programs", (tool) => {
  const kind = databaseKinds().find(({ name }) => name === tool.name);

  test("show no difference after the server's own dump was restored", { timeout: 1_800_000 }, async ({
    skip,
  }) => {
    const omit = (reason: string): void => {
      console.warn(`\n*** Dumps of ${tool.name} are NOT tried: ${reason}. ***\n`);
      skip();
    };
    const missing =
      kind?.missing ?? (tool.programs.some(isMissing) ? `no ${tool.programs.join(", ")}` : null);
    if (kind === undefined || missing !== null) return omit(missing ?? "no such server");
    const [original, restored] = [await kind.create("dump"), await kind.create("dump")];
    const prefix = new URL(original.url).pathname.slice(1);
    const schemas = new Map<string, sa.MetaData>();
    try {
      const refusal = await tool.refusal(original.url);
      if (refusal !== null) return omit(refusal);
      await createEngine(original.url).connect(async (connection) => {
        if (tool.name === "postgresql") await connection.executeScript(extensions);
        const choices = fc.sample(schemaChoice, { ...randomRuns, numRuns: 2 * randomRuns.numRuns });
        for (const [index, choice] of choices.entries()) {
          const schema = `${prefix}_${index}`;
          const models = buildSchema(choice, { database: tool.name, defaultSchema: schema });
          if (hasCommonType(models)) continue;
          if (schemas.size === randomRuns.numRuns) break;
          await tool.create(connection, schema);
          schemas.set(schema, models);
          await tool.enter(connection, schema);
          for (const statement of prelude[tool.name]) await connection.execute(statement);
          await models.createAll(connection);
        }
      });
      const url = await tool.move([original.url, restored.url], [...schemas.keys()]);
      await createEngine(url).connect(async (connection) => {
        for (const [schema, models] of schemas) {
          await tool.enter(connection, schema);
          expect(await difference(connection, models), schema).toEqual([]);
        }
      });
      expect(schemas.size).toBe(randomRuns.numRuns);
      console.info(`${tool.name}: ${schemas.size} schemas went through ${tool.programs.join(" and ")}`);
    } finally {
      await tool.dropAll(original.url, [...schemas.keys()]);
      await original.drop();
      await restored.drop();
    }
  });
});
