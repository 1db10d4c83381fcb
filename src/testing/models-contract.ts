import assert from "node:assert/strict";
import { compareMetadata } from "../autogenerate/api.ts";
import type { Connection, Engine } from "../connection/index.ts";
import { MigrationContext, type TargetMetadata } from "../runtime/index.ts";
import type { MetaData } from "../schema/meta-data.ts";
import type { ContractRule } from "./contract-rule.ts";
import { withConnection } from "./use-table.ts";

/** What the rules that every source of models keeps need to know of it. */
export interface ModelsSubject {
  /** Gives what users would pass as `targetMetadata`; called for each rule. */
  readonly targetMetadata: () => TargetMetadata | Promise<TargetMetadata>;
  /** Makes an engine of an empty database that the models are for; called for each rule. */
  readonly engine: () => Engine;
  /** Creates the tables as the library itself does, so that adapter and library can be compared. */
  readonly create: (connection: Connection) => unknown;
}

/**
 * The rules that an adapter keeps, whatever library its models come from: it gives tables, the same ones each time, and
 * the library's own way to create them leaves no difference.
 *
 * @example
 * const subject = { targetMetadata: () => myLibrary, engine: () => createEngine(url), create: () => myLibrary.sync() };
 * for (const { name, run } of modelsContract(subject)) test(name, run);
 */
export function modelsContract(subject: ModelsSubject): readonly ContractRule[] {
  const read = async (connection: Connection): Promise<readonly MetaData[]> => {
    const targetMetadata = await subject.targetMetadata();
    return MigrationContext.configure({ connection, opts: { targetMetadata } }).getTargetMetadata();
  };
  return [
    {
      name: "the models have tables",
      run: () =>
        withConnection(subject.engine(), async (connection) => {
          const tables = (await read(connection)).flatMap((metadata) => [...metadata.tables.keys()]);
          assert.notDeepEqual(tables, []);
        }),
    },
    {
      name: "the models are the same each time they are asked for",
      run: () =>
        withConnection(subject.engine(), async (connection) => {
          const tables = async (): Promise<readonly unknown[]> =>
            (await read(connection)).map((metadata) => [...metadata.tables]);
          assert.deepEqual(await tables(), await tables());
        }),
    },
    {
      name: "what the library creates differs in nothing from its models",
      run: () =>
        withConnection(subject.engine(), async (connection) => {
          await subject.create(connection);
          const context = MigrationContext.configure({ connection });
          assert.deepEqual(await compareMetadata(context, await read(connection)), []);
        }),
    },
  ];
}
