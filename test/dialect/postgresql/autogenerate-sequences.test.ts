import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type Connection,
  compareMetadata,
  createEngine,
  type Engine,
  type IncludeObject,
  MigrationContext,
  sa,
  sql,
} from "../../../src/index.ts";
import type { MigrationOptions } from "../../../src/runtime/index.ts";
import { databaseKinds, type TestDatabase } from "../../support/databases.ts";
import { CliProject } from "../../unit/cli/cli-project.ts";

const server = databaseKinds().find(({ name }) => name === "postgresql");

const models = (sequence: string): string => `import { sa } from "alembic-ts";

export const metadata = new sa.MetaData();
metadata.table("t", [sa.column("id", sa.integer(), { primaryKey: true })]);
${sequence}
`;

describe.skipIf(server?.missing !== null)("sequences that no model names", () => {
  let database: TestDatabase;
  let engine: Engine;
  let connection: Connection;
  let project: CliProject;

  beforeEach(async () => {
    if (server === undefined) return;
    database = await server.create("sequences");
    engine = createEngine(database.url);
    connection = await engine.connect();
    project = new CliProject({ DATABASE_URL: database.url });
    project.initWithModels();
  });

  afterEach(async () => {
    project.remove();
    await connection.close();
    await engine.dispose();
    await database.drop();
  });

  function revision(id: string, sequence: string): string {
    project.write("models.ts", models(sequence));
    const { status, stderr } = project.alembic("revision", "--autogenerate", "-m", id, "--rev-id", id);
    expect(stderr).not.toContain("Error");
    expect(status).toBe(0);
    expect(project.alembic("upgrade", "head").status).toBe(0);
    return project.read(project.revision(id));
  }

  test("go when autogenerate created them, and stay when others did", async () => {
    expect(revision("a1", 'metadata.sequence("Mine", { start: 5 });')).toContain("CREATE SEQUENCE");
    await connection.execute('CREATE SEQUENCE "Mine2"');
    const source = revision("a2", "");
    expect(source).toContain('DROP SEQUENCE "Mine"\'');
    expect(source).toContain("// Drops sequence Mine with the number that it has reached.");
    expect(source).not.toContain("Mine2");
    const { status, stderr } = project.alembic("check");
    expect(status).toBe(0);
    expect(stderr).toContain("Left alone what no model and no revision names: Mine2");
  });

  test("can be left out by name, and as objects", async () => {
    await connection.execute("CREATE SEQUENCE gone");
    const metadata = new sa.MetaData();
    metadata.sequence("fresh");
    const compare = (opts: MigrationOptions) =>
      compareMetadata(MigrationContext.configure({ connection, opts }), metadata);
    const all = [
      ["execute", "CREATE SEQUENCE fresh"],
      ["execute", "DROP SEQUENCE gone"],
    ];
    expect(await compare({})).toEqual(all);
    const byName = (name: string | null, type: string) => type !== "sequence" || name !== "gone";
    expect(await compare({ includeName: byName })).toEqual(all.slice(0, 1));
    const seen: unknown[] = [];
    const includeObject: IncludeObject = (_object, name, type, reflected) => {
      seen.push([name, type, reflected]);
      return false;
    };
    expect(await compare({ includeObject })).toEqual([]);
    expect(seen).toEqual([
      ["fresh", "sequence", false],
      ["gone", "sequence", true],
    ]);
  });

  test("stay while a default of the models takes their values, and not for a text that holds their names", async () => {
    await connection.executeScript(
      'CREATE SEQUENCE id; CREATE SEQUENCE data; CREATE SEQUENCE raw; CREATE SEQUENCE "Quoted one"; CREATE SEQUENCE s9',
    );
    const metadata = new sa.MetaData();
    metadata.sequence("fresh");
    metadata.table("t", [
      sa.column("state", sa.string(20), { serverDefault: "paid" }),
      sa.column("note", sa.string(20), { serverDefault: sql`'s99'` }),
      sa.column("a", sa.integer(), { serverDefault: sa.nextValue("data") }),
      sa.column("b", sa.integer(), { serverDefault: sql`nextval('public.RAW'::regclass) + 1` }),
      sa.column("c", sa.integer(), { serverDefault: sql`nextval('"Quoted one"')` }),
    ]);
    const diffs = await compareMetadata(MigrationContext.configure({ connection }), metadata);
    expect(diffs.filter(([kind]) => kind === "execute")).toEqual([
      ["execute", "CREATE SEQUENCE fresh"],
      ["execute", "DROP SEQUENCE id"],
      ["execute", "DROP SEQUENCE s9"],
    ]);
  });
});
