import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const corpus = resolve(root, "../shared/conformance");
const isThere = existsSync(corpus);
if (!isThere) console.warn(`\n*** There is no ${corpus}: the conformance corpus is SKIPPED. ***\n`);

/** Identifiers of cases that do not pass yet. The list only ever shrinks. */
const pending: readonly string[] = JSON.parse(
  readFileSync(join(import.meta.dirname, "pending.json"), "utf8"),
);

interface Verdict {
  readonly id: string;
  readonly verdict: "passed" | "failed" | "skipped";
  readonly reason?: string | null;
}

let folder: string;
let verdicts: readonly Verdict[] = [];

describe.skipIf(!isThere)("the conformance corpus, through the runner that everybody can type", () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "alembic-ts-conformance-"));
    const file = join(folder, "verdicts.json");
    await new Promise((done) => {
      const args = [join(root, "test/conformance/main.ts"), "--json", file, corpus];
      execFile(process.execPath, args, { cwd: root, maxBuffer: 2 ** 26 }, done);
    });
    verdicts = JSON.parse(await readFile(file, "utf8"));
  }, 600_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("every case passes but for those on the list", () => {
    const failed = verdicts.filter(({ id, verdict }) => verdict === "failed" && !pending.includes(id));
    expect(failed.map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(0);
  });

  test("the list holds no case that passes, and none that there is not", () => {
    const verdictOf = new Map(verdicts.map(({ id, verdict }) => [id, verdict]));
    expect(pending.filter((id) => verdictOf.get(id) !== "failed" && verdictOf.get(id) !== "skipped")).toEqual(
      [],
    );
  });

  test("what is skipped says which server is missing", () => {
    const silent = verdicts.filter(({ verdict, reason }) => verdict === "skipped" && !reason);
    expect(silent).toEqual([]);
  });
});
