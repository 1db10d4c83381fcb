import { subscribe } from "node:diagnostics_channel";
import { createEngine, statementChannelName } from "../../src/connection/index.ts";
import * as sa from "../../src/sa/index.ts";
import { migrate } from "../support/migrations.ts";

// A process that rebuilds a table and kills itself before it sends its n-th statement: node batch-kill-worker.ts URL N.
const [url = "", limit = "0"] = process.argv.slice(2);
let sent = 0;
subscribe(statementChannelName, () => {
  sent += 1;
  if (sent === Number(limit)) process.kill(process.pid, "SIGKILL");
});
process.stdout.write("ready\n");

await createEngine(url).connect((connection) =>
  migrate(connection, {
    revisions: [
      {
        id: "a1",
        upgrade: (op) =>
          op.batchAlterTable("parent", (batch) => {
            batch.alterColumn("note", { nullable: false });
            batch.addColumn(sa.column("extra", sa.integer()));
          }),
      },
    ],
  }),
);
process.stdout.write(`sent ${sent}\n`);
