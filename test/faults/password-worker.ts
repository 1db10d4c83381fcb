import { main } from "../../src/cli/main.ts";

// A process that runs `current` and `upgrade head` with each ini: node password-worker.ts INI…
for (const [index, ini] of process.argv.slice(2).entries()) {
  for (const command of [["current"], ["upgrade", "head"]]) {
    const mark = `\n=== ${index}\n`;
    process.stdout.write(mark);
    process.stderr.write(mark);
    const status = await main(["-c", ini, ...command]);
    process.stdout.write(`\nstatus ${status}\n`);
  }
}
process.exit(0);
