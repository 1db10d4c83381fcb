import { silentSink, type TextSink } from "../config/index.ts";
import type { MigrationContext } from "./migration-context.ts";
import { OfflineOutput } from "./offline-output.ts";

/** Where a context writes its script: its own buffer, else the configuration's streams. */
export function scriptOutput({ dialect, opts, environmentContext }: MigrationContext): OfflineOutput {
  const config = environmentContext?.config;
  const sink: TextSink = opts.outputBuffer ?? config?.outputBuffer ?? config?.stdout ?? silentSink;
  const option = dialect.script.batchSeparatorOption;
  return new OfflineOutput(sink, dialect, option === null ? undefined : opts[option]);
}
