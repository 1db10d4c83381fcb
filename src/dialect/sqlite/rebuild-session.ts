import type { Connection } from "../../connection/connection.ts";
import { AlembicError } from "../../errors/index.ts";
import { nameText } from "../../schema/names.ts";
import { withCleanUp } from "../../util/with-clean-up.ts";
import type { RebuildSession, TableName } from "../rebuild.ts";
import { textOf } from "../reflect-values.ts";
import { type Broken, blindTriggers, brokenDependents, guiltyTrigger } from "./broken-dependents.ts";
import { identifiers } from "./identifiers.ts";

/**
 * Foreign keys are not enforced during a rebuild, because DROP TABLE deletes the rows first, and RENAME does not look
 * at views and triggers, which name a table that is missing for a moment.
 * Source: SQLite docs, "Making Other Kinds Of Table Schema Changes", PRAGMA legacy_alter_table.
 */
export async function openRebuildSession(connection: Connection, table: TableName): Promise<RebuildSession> {
  const schema = table.schema ?? "main";
  const broken = await brokenDependents(connection, schema);
  const blind = await blindTriggers(connection, schema);
  const restoreKeys = await switchPragma(connection, "foreign_keys", false, () =>
    refuseLosingRows(connection, table),
  );
  const restoreRename = await switchPragma(connection, "legacy_alter_table", true).catch(
    async (error: unknown) => {
      await restoreKeys().catch(() => {});
      throw error;
    },
  );
  return {
    canAlter: broken.size === 0,
    finish: async () => {
      await refuseBreaking(connection, table, {
        before: blind,
        after: await blindTriggers(connection, schema),
      });
      await refuseBreaking(connection, table, {
        before: broken,
        after: await brokenDependents(connection, schema),
      });
    },
    restore: () => withCleanUp(restoreRename, restoreKeys),
  };
}

/** Sets a flag; gives what puts it back. `onRefused` is called where SQLite ignores the change. */
async function switchPragma(
  connection: Connection,
  name: string,
  wanted: boolean,
  onRefused: () => Promise<void> = async () => {},
): Promise<() => Promise<void>> {
  const read = async (): Promise<boolean> => {
    const [row] = await connection.executeArrays(`PRAGMA ${name}`);
    return Number(row?.[0]) === 1;
  };
  const set = (on: boolean): Promise<unknown> => connection.execute(`PRAGMA ${name} = ${on ? "ON" : "OFF"}`);
  if ((await read()) === wanted) return async () => {};
  await set(wanted);
  if ((await read()) !== wanted) {
    await onRefused();
    return async () => {};
  }
  return async () => {
    await set(!wanted);
  };
}

/** Inside a transaction the enforcement of foreign keys cannot be switched off. */
async function refuseLosingRows(connection: Connection, table: TableName): Promise<void> {
  const name = nameText(table.name);
  const rows = await connection.executeArrays(
    `SELECT DISTINCT m.name FROM ${identifiers.qualify("sqlite_master", table.schema)} AS m, ` +
      `pragma_foreign_key_list(m.name, ?) AS f WHERE m.type = 'table' AND lower(f."table") = lower(?) ORDER BY 1`,
    [table.schema ?? "main", name],
  );
  if (rows.length === 0) return;
  const children = rows.map((row) => `'${textOf(row[0])}'`).join(", ");
  throw new AlembicError(
    `Table '${name}' cannot be rebuilt in this transaction: foreign keys are enforced, and dropping the old table would delete or refuse the rows of ${children} that refer to it.`,
    {
      code: "OPERATION",
      hint: "Execute PRAGMA foreign_keys = OFF before the transaction begins.",
      details: { table: name },
    },
  );
}

/** Throws OPERATION for what was not broken before. */
async function refuseBreaking(
  connection: Connection,
  table: TableName,
  { before, after }: { readonly before: Broken; readonly after: Broken },
): Promise<void> {
  const found = [...after].find(([each]) => !before.has(each));
  if (found === undefined) return;
  const [what, failure] = found;
  const guilty = (await guiltyTrigger(connection, table.schema ?? "main", failure)) ?? what;
  const [older] = before.keys();
  throw new AlembicError(
    `The change of table '${nameText(table.name)}' breaks ${guilty}: ${failure.reason}`,
    {
      code: "OPERATION",
      hint:
        older === undefined
          ? "Drop it with op.execute() before the batch block, and create it again afterwards."
          : `Repair or drop ${older} first, which is broken already: until then SQLite cannot rename columns in views and triggers.`,
      details: { table: nameText(table.name) },
    },
  );
}
