import { subscribe } from "node:diagnostics_channel";
import { createEngine, statementChannelName } from "../../src/connection/index.ts";
import { migrate } from "../support/migrations.ts";
import { killedRevisions } from "./killed-revisions.ts";

// A process that migrates and kills itself before it sends its n-th statement: node kill-worker.ts URL N [block].
const [url = "", limit = "", withBlock] = process.argv.slice(2);
let sent = 0;
subscribe(statementChannelName, () => {
  sent += 1;
  if (sent === Number(limit)) process.kill(process.pid, "SIGKILL");
});

await createEngine(url).connect((connection) =>
  migrate(connection, { revisions: killedRevisions(withBlock === "block") }),
);
