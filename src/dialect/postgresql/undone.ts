import type { Connection } from "../../connection/connection.ts";
import { DatabaseError } from "../../errors/index.ts";
import { withCleanUp } from "../../util/with-clean-up.ts";

const savepoint = "alembic_ts_compare";

/** Runs statements that leave no trace and no lock, and do not disturb a transaction that is open. */
export async function undone<T>(connection: Connection, run: () => Promise<T>): Promise<T> {
  const isOwn = !connection.inTransaction();
  await (isOwn ? connection.begin() : connection.savepoint(savepoint));
  return withCleanUp(run, async () => {
    if (isOwn) return connection.rollback();
    await connection.rollbackTo(savepoint);
    await connection.release(savepoint);
  });
}

/** What was tried gave, or why the server refuses it. */
type Attempt<T> =
  | { readonly value: T; readonly refusal: null }
  | { readonly value: null; readonly refusal: string };

/** Nothing is left of what the server refuses; what ran before is kept. */
export async function attempt<T>(connection: Connection, run: () => Promise<T>): Promise<Attempt<T>> {
  await connection.savepoint(`${savepoint}_try`);
  try {
    return { value: await run(), refusal: null };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await connection.rollbackTo(`${savepoint}_try`);
    return { value: null, refusal: error.message };
  }
}

/**
 * Errors that would have met any statement: of the connection, serialisation, resources, an operator and the system
 * (PostgreSQL docs, appendix A).
 */
const saysNothingOfStatement = /^(?:08|40|53|55P03|57|58)/;

function isRefusal(error: unknown): error is DatabaseError {
  return (
    error instanceof DatabaseError &&
    error.code === "DATABASE" &&
    !saysNothingOfStatement.test(error.driverCode ?? "")
  );
}

/** What to do for some of the items, and for one that the server refuses on its own. */
interface Work<T> {
  readonly forSome: (items: readonly T[]) => Promise<unknown>;
  readonly ifRefused?: ((item: T) => Promise<unknown>) | undefined;
}

/**
 * Does the work for all items at once, and where the server refuses that, for one half and then for the other. Gives
 * why it refused the whole, `null` when it did not.
 */
export async function inHalves<T>(
  connection: Connection,
  items: readonly T[],
  work: Work<T>,
): Promise<string | null> {
  const [first] = items;
  if (first === undefined) return null;
  const { refusal } = await attempt(connection, () => work.forSome(items));
  if (refusal === null) return null;
  if (items.length === 1) await work.ifRefused?.(first);
  else {
    const middle = Math.ceil(items.length / 2);
    await inHalves(connection, items.slice(0, middle), work);
    await inHalves(connection, items.slice(middle), work);
  }
  return refusal;
}
