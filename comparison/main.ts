import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import setup from "../test/support/global-setup.ts";
import type { Finding } from "./finding.ts";
import { Lab } from "./lab.ts";
import { type Results, readResults, resultsFile } from "./results.ts";
import { rows } from "./rows/index.ts";
import { evidenceOf, tableOf, withGenerated } from "./table.ts";
import { tools, versions } from "./tools/index.ts";

const here = import.meta.dirname;
const { values } = parseArgs({
  options: {
    row: { type: "string", multiple: true },
    tool: { type: "string", multiple: true },
    cache: { type: "string", default: join(here, ".cache") },
    "peer-node": { type: "string", default: process.execPath },
  },
});
const wantedRows = rows.filter(({ name }) => values.row?.includes(name) ?? true);
const wantedTools = tools.filter(({ folder }) => values.tool?.includes(folder) ?? true);
const isWhole = wantedRows.length === rows.length && wantedTools.length === tools.length;

const tearDown = await setup();
const lab = new Lab(values.cache, values["peer-node"]);
try {
  const results = await runAll();
  if (isWhole) publish(results);
  else console.log("\nA part of the table: nothing is written.");
} finally {
  await lab.clear();
  await tearDown();
}

async function runAll(): Promise<Results> {
  const done: Results["rows"][number][] = [];
  for (const row of wantedRows) {
    console.log(`\n${row.title}`);
    const findings: Record<string, Finding> = {};
    for (const tool of wantedTools) {
      const finding = await row.run(lab, tool);
      await lab.clear();
      console.log(`  ${tool.name.padEnd(14)} ${finding.verdict.padEnd(8)} ${finding.evidence}`);
      findings[tool.name] = finding;
    }
    done.push({ name: row.name, title: row.title, findings });
  }
  return { date: new Date().toISOString().slice(0, 10), versions, rows: done };
}

function publish(results: Results): void {
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
  for (const [path, text] of [
    [join(here, "../README.md"), tableOf(readResults())],
    [join(here, "README.md"), `${tableOf(readResults())}\n${evidenceOf(readResults())}`],
  ] as const) {
    writeFileSync(path, withGenerated(readFileSync(path, "utf8"), text));
  }
}
