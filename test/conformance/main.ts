import { existsSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { defaultServers } from "../support/servers.ts";
import { type CaseReport, runConformance } from "./runner.ts";

process.env.ALEMBIC_TS_TEST_POSTGRESQL ??= process.env.TEST_POSTGRES_URL ?? defaultServers.postgresql;
process.env.ALEMBIC_TS_TEST_MARIADB ??= process.env.TEST_MARIADB_URL ?? defaultServers.mariadb;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "string" },
    actual: { type: "string" },
    only: { type: "string" },
    verbose: { type: "boolean" },
  },
});
if (positionals.length === 0) {
  console.error(
    "usage: npm run conformance -- [--json FILE] [--actual FILE] [--only SUBSTRING] [--verbose] DIR…",
  );
  process.exit(2);
}

const missing = positionals.filter((path) => !existsSync(path));
if (missing.length > 0) {
  console.error(`There is no ${missing.join(", ")}.`);
  process.exit(2);
}

const verdict = (report: CaseReport): "passed" | "failed" | "skipped" =>
  report.skipped === undefined ? (report.failure === undefined ? "passed" : "failed") : "skipped";

const reports = await runConformance(positionals, {
  only: values.only,
  onCase: (report) => {
    if (verdict(report) === "failed")
      console.log(values.verbose ? `${report.id}\n${report.failure}\n` : report.id);
    if (verdict(report) === "skipped") console.log(`${report.id} skipped: ${report.skipped}`);
  },
});
const count = (which: string): number => reports.filter((report) => verdict(report) === which).length;

if (values.actual !== undefined) {
  const observed = Object.fromEntries(reports.map((report) => [report.id, report.actual]));
  writeFileSync(values.actual, JSON.stringify(observed, null, 1));
}
if (values.json !== undefined) {
  const rows = reports.map((report) => ({
    id: report.id,
    family: report.family,
    verdict: verdict(report),
    reason: report.failure ?? report.skipped,
  }));
  writeFileSync(values.json, JSON.stringify(rows, null, 1));
}
console.log(`${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped`);
process.exit(count("failed") === 0 ? 0 : 1);
