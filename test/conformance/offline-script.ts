import type { Dialect } from "../../src/dialect/dialect.ts";
import { dialectNamed } from "../../src/dialect/registry.ts";
import type { SqlDirective } from "../../src/directives/index.ts";
import { createOperations, type OperationsHost, type OpResult } from "../../src/operations/index.ts";
import { defaultNamingConvention } from "../../src/schema/naming-convention.ts";
import { toNamingConvention } from "./neutral.ts";
import type { NeutralObject } from "./neutral-names.ts";
import { type NeutralOperation, toCall } from "./neutral-operations.ts";

/** What an offline run wrote, and the error that ended it. */
export interface OfflineScript {
  readonly pieces: readonly string[];
  readonly error: unknown;
  readonly warnings: readonly string[];
}

export interface ScriptRequest {
  readonly dialect: string;
  readonly opts?: NeutralObject;
  readonly ops: readonly NeutralOperation[];
}

/** Runs operations of the corpus through `op` in offline mode. */
export async function writeScript({ dialect: name, opts = {}, ops }: ScriptRequest): Promise<OfflineScript> {
  const pieces: string[] = [];
  const warnings: string[] = [];
  try {
    const dialect = dialectNamed(name);
    const host = compilingHost(
      dialect,
      opts,
      (piece) => pieces.push(piece),
      (text) => warnings.push(text),
    );
    const op = createOperations(host) as unknown as Readonly<
      Record<string, (...args: readonly unknown[]) => unknown>
    >;
    for (const each of ops) {
      const { method, args } = toCall(each);
      op[method]?.(...args);
    }
    return { pieces, error: null, warnings };
  } catch (error) {
    return { pieces, error, warnings };
  }
}

function compilingHost(
  dialect: Dialect,
  opts: NeutralObject,
  write: (piece: string) => void,
  warn: (text: string) => void,
): OperationsHost {
  const namingConvention = { ...defaultNamingConvention, ...toNamingConvention(opts.naming_convention) };
  const separator =
    opts.mssql_batch_separator ?? opts.oracle_batch_separator ?? dialect.script.batchSeparator;
  const context = {
    namingConvention,
    serverVersion: null,
    asSql: true,
    createdTypes: new Set<string>(),
    warn,
  };
  return {
    enqueue: (directive: SqlDirective) => {
      for (const { sql } of dialect.ddl.compile(directive, context)) {
        write(`${sql.replaceAll("\t", "    ").trim()}${dialect.script.terminator}`);
        if (separator !== null && separator !== "") write(String(separator));
      }
      return nothing as OpResult<never>;
    },
    scope: {},
  } as unknown as OperationsHost;
}

const nothing: unknown = {};
