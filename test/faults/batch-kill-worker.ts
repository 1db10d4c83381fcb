import { subscribe } from "node:diagnostics_channel";
import { DatabaseSync } from "node:sqlite";
import { createEngine, statementChannelName } from "../../src/connection/index.ts";
import * as sa from "../../src/sa/index.ts";
import { migrate } from "../support/migrations.ts";

// A process that rebuilds a table and kills itself before it sends its n-th statement: node batch-kill-worker.ts FILE N.
const [file = "", limit = "0"] = process.argv.slice(2);
let sent = 0;
subscribe(statementChannelName, () => {
  sent += 1;
  if (sent === Number(limit)) process.kill(process.pid, "SIGKILL");
});
// The user's own connection, which enforces foreign keys.
const database = new DatabaseSync(file, { enableForeignKeyConstraints: true });
process.stdout.write("ready\n");

await createEngine(database).connect((connection) =>
  migrate(connection, {
    revisions: [
      {
        id: "a1",
        upgrade: (op) =>
          op.batchAlterTable("parent", { recreate: "always" }, (batch) => {
            batch.alterColumn("note", { nullable: false });
            batch.addColumn(sa.column("extra", sa.integer()));
          }),
      },
    ],
  }),
);
database.close();
process.stdout.write(`sent ${sent}\n`);
