import { spawn } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createEngine, statementChannelName } from "../../src/connection/index.ts";
import { type RawCatalogue, rawCatalogues } from "../properties/raw-catalogue.ts";
import { databaseKinds } from "../support/databases.ts";
import { migrate } from "../support/migrations.ts";
import { killedRevisions } from "./killed-revisions.ts";

/** How far apart the killed statements are: a few of all, or each when `ALEMBIC_TS_EVERY_FAULT` is set. */
const strideOf = (total: number): number =>
  process.env.ALEMBIC_TS_EVERY_FAULT === undefined ? Math.ceil(total / 4) : 1;

const runKilled = (url: string, killBefore: number, withBlock: boolean): Promise<NodeJS.Signals | null> => {
  const args = [
    join(import.meta.dirname, "kill-worker.ts"),
    url,
    String(killBefore),
    withBlock ? "block" : "plain",
  ];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((resolve) => child.on("close", (_status, signal) => resolve(signal)));
};

/** Runs what is to be run; gives the number of statements that were sent. */
async function runUndisturbed(url: string, withBlock: boolean): Promise<number> {
  let sent = 0;
  const count = (): void => {
    sent += 1;
  };
  subscribe(statementChannelName, count);
  await createEngine(url).connect((connection) =>
    migrate(connection, { revisions: killedRevisions(withBlock) }),
  );
  unsubscribe(statementChannelName, count);
  return sent;
}

/** All that the migration made, as one value. */
const contents = (url: string, catalogue: RawCatalogue): Promise<unknown> =>
  createEngine(url).connect(async (connection) => {
    const read = async (sql: string) =>
      (await connection.execute(sql)).rows.map((row) => Object.values(row).map(String));
    const isLeft = await connection.execute("SELECT 1 FROM alembic_ts_progress").then(
      () => true,
      () => false,
    );
    return {
      first: await read("SELECT id FROM first ORDER BY id"),
      renamed: await read("SELECT id, note, extra FROM renamed ORDER BY id"),
      counted: await read("SELECT id, note FROM counted ORDER BY id"),
      versions: await read("SELECT version_num FROM alembic_version"),
      isProgressTableLeft: isLeft,
      catalogue: await catalogue(connection),
    };
  });

const cases = databaseKinds()
  .filter((kind) => kind.missing === null)
  .flatMap((kind) => [
    { kind, name: kind.name, where: "in a plain revision", withBlock: false },
    { kind, name: kind.name, where: "around an autocommit block", withBlock: true },
  ]);

describe.each(cases)("on $name, killed before any statement $where", ({ kind, withBlock }) => {
  test("one more run gives what an undisturbed run gives", { timeout: 3_600_000 }, async () => {
    const catalogue = rawCatalogues[kind.name];
    const undisturbed = await kind.create("kill");
    const total = await runUndisturbed(undisturbed.url, withBlock);
    const expected = await contents(undisturbed.url, catalogue);
    expect(expected).toMatchObject({
      counted: [
        ["1", "one"],
        ["2", "two"],
      ],
      versions: [["bbb2"]],
      isProgressTableLeft: false,
    });
    await undisturbed.drop();
    const stride = strideOf(total);
    for (let killBefore = 1 + (total % stride); killBefore <= total; killBefore += stride) {
      const database = await kind.create("kill");
      expect(await runKilled(database.url, killBefore, withBlock)).toBe("SIGKILL");
      const place = `killed before statement ${killBefore} of ${total}`;
      await expect(runUndisturbed(database.url, withBlock), place).resolves.toBeGreaterThan(0);
      expect(await contents(database.url, catalogue), place).toEqual(expected);
      await database.drop();
    }
  });
});
