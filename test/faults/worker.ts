import { createEngine } from "../../src/connection/index.ts";
import type { MigrationOptions } from "../../src/runtime/index.ts";
import { column } from "../../src/schema/column.ts";
import { integer } from "../../src/schema/types/generic.ts";
import { migrate, type TestRevision } from "../support/migrations.ts";

// A process that migrates; the parent says how: node worker.ts URL [OPTIONS as JSON].
const [url = "", json = "{}"] = process.argv.slice(2);
const { pauseIn, ...opts } = JSON.parse(json) as MigrationOptions & { readonly pauseIn?: string };
let applied = 0;

const revision = (id: string, down: string | null): TestRevision => ({
  id,
  down,
  upgrade: async (op) => {
    applied += 1;
    await op.createTable(`t_${id}`, [column("id", integer())]);
    await op.execute(`INSERT INTO t_${id} (id) VALUES (1)`);
    if (pauseIn === id) {
      process.stdout.write("PAUSED\n");
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    }
    await op.execute(`INSERT INTO t_${id} (id) VALUES (2)`);
  },
});

try {
  await createEngine(url).connect((connection) =>
    migrate(connection, { revisions: [revision("aaa1", null), revision("bbb2", "aaa1")], opts }),
  );
  process.stdout.write(`APPLIED ${applied}\n`);
} catch (error) {
  process.stdout.write(
    `ERROR ${error instanceof Error ? `${Reflect.get(error, "code")} ${error.message}` : String(error)}\n`,
  );
  process.exitCode = 1;
}
