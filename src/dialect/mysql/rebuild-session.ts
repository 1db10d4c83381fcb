import type { Connection } from "../../connection/connection.ts";
import { AlembicError, DatabaseError } from "../../errors/index.ts";
import { nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import type { Dialect } from "../dialect.ts";
import type { RebuildSession, Remember } from "../rebuild.ts";
import { textOf } from "../reflect-values.ts";

const missingTableCodes = new Set(["ER_NO_SUCH_TABLE", "1146"]);

/** Foreign keys are not checked while their table is replaced, and AUTO_INCREMENT counts on where it stood. */
export function openMysqlRebuildSession({ identifiers }: Pick<Dialect, "identifiers">) {
  return async (
    connection: Connection,
    table: Pick<Table, "name" | "schema">,
    remember: Remember,
  ): Promise<RebuildSession> => {
    await refuseLosingTriggers(connection, table);
    const place = identifiers.qualify(table.name, table.schema);
    const counter = await remember(`AUTO_INCREMENT of ${place}`, () => readCounter(connection, place));
    const [row] = await connection.executeArrays("SELECT @@SESSION.foreign_key_checks");
    const checks = Number(row?.[0]);
    await connection.execute("SET SESSION foreign_key_checks = 0");
    return {
      canAlter: true,
      finish: async (_pair, run) => {
        if (counter !== null) await run(`ALTER TABLE ${place} AUTO_INCREMENT = ${counter}`);
      },
      restore: async () => {
        await connection.execute(`SET SESSION foreign_key_checks = ${checks}`);
      },
    };
  };
}

/** `null` without a counter; a rebuild that goes on behind a kill may not find the table under its name. */
async function readCounter(connection: Connection, place: string): Promise<string | null> {
  const [row] = await connection.executeArrays(`SHOW CREATE TABLE ${place}`).catch((error: unknown) => {
    if (error instanceof DatabaseError && missingTableCodes.has(error.driverCode ?? "")) return [];
    throw error;
  });
  return /\) [^\n]*\bAUTO_INCREMENT=(\d+)/.exec(textOf(row?.[1]))?.[1] ?? null;
}

async function refuseLosingTriggers(
  connection: Connection,
  { name, schema }: Pick<Table, "name" | "schema">,
): Promise<void> {
  const rows = await connection.executeArrays(
    "SELECT trigger_name FROM information_schema.triggers WHERE event_object_schema = COALESCE(?, DATABASE()) AND event_object_table = ? ORDER BY 1",
    [schema, nameText(name)],
  );
  if (rows.length === 0) return;
  throw new AlembicError(
    `Table '${nameText(name)}' cannot be rebuilt without losing its triggers: ${rows.map((row) => textOf(row[0])).join(", ")}.`,
    {
      code: "OPERATION",
      hint: "Leave recreate out: the server changes the table with ALTER TABLE.",
      details: { table: nameText(name) },
    },
  );
}
