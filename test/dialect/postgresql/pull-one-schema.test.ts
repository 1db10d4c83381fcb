import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { createEngine } from "../../../src/connection/index.ts";
import { databaseKinds } from "../../support/databases.ts";

const bin = resolve(import.meta.dirname, "../../../src/cli/bin.ts");
const [kind] = databaseKinds().filter(({ name, missing }) => name === "postgresql" && missing === null);

test.skipIf(kind === undefined)(
  "one schema of several is pulled, and compared alone",
  { timeout: 60_000 },
  async () => {
    const database = await kind?.create("pull_one");
    if (database === undefined) return;
    const engine = createEngine(database.url);
    await engine.connect((connection) =>
      connection.execute(
        "CREATE TABLE account (id serial PRIMARY KEY); CREATE SCHEMA audit; CREATE TABLE audit.entry (account_id int REFERENCES account (id))",
      ),
    );
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "at-pull-one-")));
    const alembic = (...args: readonly string[]): string => {
      const env = { ...process.env, DATABASE_URL: database.url };
      const { stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
        cwd: folder,
        encoding: "utf8",
        env,
      });
      return stdout + stderr;
    };
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    alembic("init", "alembic");
    const told = alembic("pull", "--schema", "audit");
    expect(told).toContain("Foreign keys refer to tables that were not pulled: account.");
    const options = /targetMetadata: metadata(, .*) \}\);/.exec(told)?.[1] ?? "";
    expect(options).toContain("includeName");
    const env = join(folder, "alembic/env.ts");
    const text = readFileSync(env, "utf8")
      .replace(
        "const targetMetadata: sa.MetaData | null = null;",
        'import { metadata } from "../src/models.ts";',
      )
      .replaceAll("targetMetadata }", `targetMetadata: metadata${options} }`);
    writeFileSync(env, text);
    expect(alembic("check")).toContain("No new upgrade operations detected.");
    rmSync(folder, { recursive: true });
    await engine.dispose();
    await database.drop();
  },
);
