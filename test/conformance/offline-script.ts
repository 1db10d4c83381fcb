import { MigrationContext, Operations } from "../../src/runtime/index.ts";
import { MetaData } from "../../src/schema/meta-data.ts";
import { toNamingConvention } from "./neutral.ts";
import type { NeutralObject } from "./neutral-names.ts";
import { type NeutralOperation, toCall } from "./neutral-operations.ts";

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
        targetMetadata: new MetaData({ namingConvention: toNamingConvention(opts.naming_convention) }),
        ...separators(opts),
      },
    });
    // The corpus names operations by text, so the typed surface is called by name.
    const op = Operations.context(context) as unknown as Readonly<
      Record<string, (...args: readonly unknown[]) => unknown>
    >;
    for (const each of ops) {
      const { method, args } = toCall(each);
      await op[method]?.(...args);
    }
    return { pieces, error: null };
  } catch (error) {
    return { pieces, error };
  }
}

function separators(opts: NeutralObject): NeutralObject {
  const { mssql_batch_separator: mssql, oracle_batch_separator: oracle } = opts;
  return {
    ...(mssql === undefined ? {} : { mssqlBatchSeparator: mssql }),
    ...(oracle === undefined ? {} : { oracleBatchSeparator: oracle }),
  };
}
