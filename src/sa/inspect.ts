import type { Connection } from "../connection/connection.ts";
import type { Inspector } from "../dialect/inspect.ts";

/**
 * A reader of a database's tables, columns, constraints and so on, in bulk.
 *
 * @example const tables = await (await sa.inspect(connection)).getTableNames();
 */
export async function inspect(connection: Connection): Promise<Inspector> {
  const module = await import("../dialect/inspect.ts");
  return module.inspect(connection);
}
