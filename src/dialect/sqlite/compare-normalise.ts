import type { Connection } from "../../connection/connection.ts";
import { createEngine } from "../../connection/engine.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import { errorMessage } from "../../util/error-message.ts";
import type { NormaliseRequest, NormalTables } from "../comparison.ts";
import { silentContext } from "../silent-context.ts";

/** Creates the tables in a database in memory and reads them. */
export async function normalise(_connection: Connection, request: NormaliseRequest): Promise<NormalTables> {
  const { dialect, tables } = request;
  const names: ReadonlyMap<string, Table> = new Map(tables.map((table, index) => [`t${index}`, table]));
  return createEngine("sqlite://").connect(async (memory) => {
    const refused: string[] = [];
    for (const [name, table] of names) {
      const failure = await create(memory, request, { ...table, name, schema: null });
      if (failure !== null) refused.push(failure);
    }
    const read = await dialect.reflector?.reflect(memory, { schemas: [null] });
    const found = new Map<Table, Table>();
    for (const written of read?.tables ?? []) {
      const table = names.get(nameText(written.name));
      if (table !== undefined) found.set(table, written);
    }
    return { tables: found, refusal: refused[0] ?? null };
  });
}

async function create(
  memory: Connection,
  { dialect }: NormaliseRequest,
  table: Table,
): Promise<string | null> {
  const context = silentContext({ serverVersion: await memory.serverVersion(), asSql: false });
  try {
    for (const { sql } of dialect.ddl.compile({ kind: "create_table", table, ifNotExists: false }, context)) {
      await memory.execute(sql);
    }
    return null;
  } catch (error) {
    return errorMessage(error);
  }
}
