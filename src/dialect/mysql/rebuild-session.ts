import type { Connection } from "../../connection/connection.ts";
import { AlembicError } from "../../errors/index.ts";
import { nameText } from "../../schema/names.ts";
import type { Dialect } from "../dialect.ts";
import type { RebuildSession, Remember, TableName } from "../rebuild.ts";
import { textOf } from "../reflect-values.ts";
import { createTableText } from "./create-table-text.ts";
import { rebuildLosses } from "./rebuild-losses.ts";

/** Foreign keys are not checked while their table is replaced, and AUTO_INCREMENT counts on where it stood. */
export function openMysqlRebuildSession({ identifiers }: Pick<Dialect, "identifiers">) {
  return async (connection: Connection, table: TableName, remember: Remember): Promise<RebuildSession> => {
    const place = identifiers.qualify(table.name, table.schema);
    const sql = await createTableText(connection, place);
    refuseLosses(table, [...rebuildLosses(sql), ...(await readTriggers(connection, table))]);
    const counter = await remember(`AUTO_INCREMENT of ${place}`, async () => counterOf(sql));
    const [row] = await connection.executeArrays("SELECT @@SESSION.foreign_key_checks");
    const checks = Number(row?.[0]);
    await connection.execute("SET SESSION foreign_key_checks = 0");
    return {
      canAlter: true,
      finish: async (run) => {
        if (counter !== null) await run(`ALTER TABLE ${place} AUTO_INCREMENT = ${counter}`);
      },
      restore: async () => {
        await connection.execute(`SET SESSION foreign_key_checks = ${checks}`);
      },
    };
  };
}

const counterOf = (sql: string): string | null => /\) [^\n]*\bAUTO_INCREMENT=(\d+)/.exec(sql)?.[1] ?? null;

async function readTriggers(connection: Connection, { name, schema }: TableName): Promise<readonly string[]> {
  const rows = await connection.executeArrays(
    "SELECT trigger_name FROM information_schema.triggers WHERE event_object_schema = COALESCE(?, DATABASE()) AND event_object_table = ? ORDER BY 1",
    [schema, nameText(name)],
  );
  return rows.map((row) => `trigger ${textOf(row[0])}`);
}

function refuseLosses({ name }: TableName, losses: readonly string[]): void {
  if (losses.length === 0) return;
  throw new AlembicError(
    `Table '${nameText(name)}' cannot be rebuilt without losing what belongs to it: ${losses.join(", ")}.`,
    {
      code: "OPERATION",
      hint: "Leave recreate out: the server changes the table with ALTER TABLE.",
      details: { table: nameText(name) },
    },
  );
}
