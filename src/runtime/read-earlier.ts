import { getLogger } from "../config/index.ts";
import type { ProgressEntry, ProgressKey, ProgressTable } from "./progress-table.ts";

const logger = getLogger("alembic.runtime.migration");

/** What earlier runs have done of a script; tells of it, and of other scripts that are half done. */
export async function readEarlier(table: ProgressTable, key: ProgressKey): Promise<readonly ProgressEntry[]> {
  const entries = await table.read(key);
  if (entries.length > 0) {
    logger.info(
      `Resuming ${key.direction} of ${key.revision}: an earlier run has done ${entries.length} of its statements, the last one ${entries.at(-1)?.statement}`,
    );
  }
  const others = (await table.keys()).filter(
    ({ revision, direction }) => revision !== key.revision || direction !== key.direction,
  );
  for (const { revision, direction } of others) {
    logger.warn(`The ${direction} of revision ${revision} was left half done by an earlier run.`);
  }
  return entries;
}
