import { parseArgs } from "node:util";
import { benchRows } from "./rows/index.ts";
import { judge } from "./support/row.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean" }, rounds: { type: "string", default: "5" } },
});
const wanted = benchRows.filter(({ name }) => positionals.includes(name) || positionals.includes("all"));
if (wanted.length === 0) {
  console.error(
    `usage: npm run bench -- ROW… [--json] [--rounds N]\n\nrows: all ${benchRows.map(({ name }) => name).join(" ")}`,
  );
  process.exit(2);
}

for (const row of wanted) {
  const measurements = await row.run(Number(values.rounds));
  const limits = judge(row, measurements);
  if (values.json) {
    console.log(JSON.stringify({ row: row.name, title: row.title, measurements, limits }));
    continue;
  }
  console.log(`\n${row.name}: ${row.title}`);
  for (const { name, median } of measurements) {
    const figures = `cpu ${median.cpu.toFixed(3)} s  wall ${median.wall.toFixed(3)} s  memory ${median.memory.toFixed(0)} MiB`;
    console.log(`  ${name.padEnd(24)} ${figures}`);
  }
  for (const { figure, against, atMost, measured, holds } of limits) {
    console.log(
      `  ${holds ? "holds" : "FAILS"}: ${figure} ${measured.toFixed(3)} × ${against} (at most ${atMost})`,
    );
  }
}
