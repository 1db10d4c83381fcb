import { MigrationContext, Operations, sa } from "../../src/index.ts";
import { toNamingConvention } from "./neutral.ts";
import { type NeutralObject, readWhole } from "./neutral-names.ts";
import type { NeutralOperation } from "./neutral-operations.ts";
import { runOperations } from "./run-operations.ts";

/** What an offline run wrote, and the error that ended it. */
export interface OfflineScript {
  readonly pieces: readonly string[];
  readonly error: unknown;
}

export interface ScriptRequest {
  readonly dialect: string;
  readonly opts?: NeutralObject;
  readonly ops: readonly NeutralOperation[];
}

/** Runs operations of the corpus through `op` in offline mode. */
export async function writeScript({ dialect, opts = {}, ops }: ScriptRequest): Promise<OfflineScript> {
  const pieces: string[] = [];
  try {
    const context = MigrationContext.configure({
      dialectName: dialect,
      opts: {
        asSql: true,
        outputBuffer: { write: (text) => pieces.push(text.trim()) },
        ...readWhole("the options", opts, contextOptions),
      },
    });
    await runOperations(Operations.context(context), ops);
    return { pieces, error: null };
  } catch (error) {
    return { pieces, error };
  }
}

function contextOptions(opts: NeutralObject): NeutralObject {
  const { mssql_batch_separator: mssql, oracle_batch_separator: oracle } = opts;
  return {
    targetMetadata: new sa.MetaData({ namingConvention: toNamingConvention(opts.naming_convention) }),
    ...(mssql === undefined ? {} : { mssqlBatchSeparator: mssql }),
    ...(oracle === undefined ? {} : { oracleBatchSeparator: oracle }),
  };
}
