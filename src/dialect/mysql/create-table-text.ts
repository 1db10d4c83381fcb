import type { Connection } from "../../connection/connection.ts";
import { DatabaseError } from "../../errors/index.ts";
import { textOf } from "../reflect-values.ts";

const missingTableCodes = new Set(["ER_NO_SUCH_TABLE", "1146"]);

/** The statement that would make a table, `""` where there is none under that name. */
export async function createTableText(connection: Connection, place: string): Promise<string> {
  const [row] = await connection.executeArrays(`SHOW CREATE TABLE ${place}`).catch((error: unknown) => {
    if (error instanceof DatabaseError && missingTableCodes.has(error.driverCode ?? "")) return [];
    throw error;
  });
  return textOf(row?.[1]);
}
