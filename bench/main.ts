import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { benchRows } from "./rows/index.ts";
import type { Measurement } from "./support/measure.ts";
import { alembicTs } from "./support/projects.ts";
import { type BenchRow, type JudgedLimit, judge } from "./support/row.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, rounds: { type: "string", default: "5" } },
});
const names = benchRows.map(({ name }) => name);
const unknown = positionals.filter((name) => name !== "all" && !names.includes(name));
const rounds = Number(values.rounds);

if (positionals.length === 0 || unknown.length > 0 || !(rounds >= 1)) {
  if (unknown.length > 0) console.error(`There is no row ${unknown.join(", ")}.`);
  console.error(`usage: npm run bench -- ROW… [--json] [--rounds N]\n\nrows: all ${names.join(" ")}`);
  process.exit(2);
}
if (!alembicTs.every(existsSync)) {
  console.error("The built command is timed, and there is none: npm run build");
  process.exit(2);
}

for (const row of benchRows) {
  if (!positionals.includes(row.name) && !positionals.includes("all")) continue;
  const measurements = await row.run(rounds);
  const limits = judge(row, measurements);
  if (values.json)
    console.log(JSON.stringify({ row: row.name, title: row.title, rounds, measurements, limits }));
  else printRow(row, measurements, limits);
  if (limits.some(({ holds }) => !holds)) process.exitCode = 1;
}

function printRow(row: BenchRow, measurements: readonly Measurement[], limits: readonly JudgedLimit[]): void {
  console.log(`\n${row.name}: ${row.title}`);
  for (const { name, median, stopped } of measurements) {
    const figures = `cpu ${median.cpu.toFixed(3)} s  wall ${median.wall.toFixed(3)} s  memory ${median.memory.toFixed(0)} MiB`;
    console.log(`  ${name.padEnd(24)} ${figures}${stopped ? "  (stopped before its end)" : ""}`);
  }
  for (const { figure, against, atMost, measured, holds } of limits) {
    console.log(
      `  ${holds ? "holds" : "FAILS"}: ${figure} ${measured.toFixed(3)} × ${against} (at most ${atMost})`,
    );
  }
}
