import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { renderScriptBody, sortedImports } from "../../../../src/autogenerate/render/index.ts";
import * as ops from "../../../../src/operations/ops.ts";
import { arbitraryBatchable, arbitraryDirectives } from "./arbitrary-directives.ts";

const root = resolve(import.meta.dirname, "../../../..");

/** A user's strict settings, with the package taken from its sources. */
const settings = {
  compilerOptions: {
    target: "es2024",
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUnusedLocals: true,
    isolatedModules: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
    paths: {
      "alembic-ts": [join(root, "src/index.ts")],
      "alembic-ts/*": [join(root, "src/dialect/*/public.ts")],
    },
  },
  include: ["revision.ts"],
};

test("generated source passes a strict type check", () => {
  const directives = Object.values(arbitraryDirectives).flatMap((each) => fc.sample(each, { numRuns: 8 }));
  const block = ops.batchAlterTableOp("account", fc.sample(arbitraryBatchable, { numRuns: 12 }));
  const imports = new Set<string>();
  const body = renderScriptBody(ops.upgradeOps([...directives, block]), { imports, indent: 2 });
  const text = [...sortedImports(imports), "export async function upgrade(): Promise<void> {", body, "}", ""];
  const folder = mkdtempSync(join(tmpdir(), "alembic-ts-types-"));
  try {
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
    writeFileSync(join(folder, "revision.ts"), text.join("\n"));
    const tsc = join(root, "node_modules/.bin/tsc");
    const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder], { cwd: folder, encoding: "utf8" });
    expect(stdout.split("\n").filter((line) => line.startsWith("revision.ts"))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
