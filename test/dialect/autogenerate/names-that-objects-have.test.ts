import { describe, expect, test } from "vitest";
import { type Connection, MigrationContext, sa } from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";
import { type Models, thereAndBack } from "../../support/there-and-back.ts";

/** Names under which every JavaScript object has something. */
const names = ["constructor", "toString", "hasOwnProperty", "__proto__"];

const tables =
  (length: number): Models =>
  (metadata) => {
    names.forEach((name, place) => {
      const other = names[(place + 1) % names.length] ?? name;
      metadata.table(name, [
        sa.column("id", sa.integer(), { primaryKey: true, autoincrement: false }),
        sa.column(name, sa.string(length), { serverDefault: name.slice(0, 10) }),
        sa.column(other, sa.integer()),
        sa.unique([other], { name: `${name}_${other}` }),
        sa.check(`id > ${length}`, { name: `${name}_check` }),
        // The options speak of another column.
        sa.index(`${name}_index`, [name, "id"], {
          postgresql: { ops: { id: "int4_ops" } },
          mysql: { length: { [name]: length } },
        }),
      ]);
    });
  };

describe.each(databaseKinds())("names that every object of JavaScript has, on $name", (kind) => {
  let connection: Connection;

  connectEach(kind, "objects", (opened) => {
    connection = opened;
  });

  test("come and go like all others", async () => {
    await thereAndBack(connection, { before: () => {}, after: tables(10) });
    await thereAndBack(connection, { before: tables(10), after: tables(20) });
  });

  test("are columns of rows that have them, and of no others", async () => {
    const metadata = new sa.MetaData();
    tables(10)(metadata);
    await metadata.createAll(connection);
    const context = MigrationContext.configure({ connection });
    const { operations: op } = context;
    const { quote } = context.dialect.identifiers;
    for (const [place, name] of names.entries()) {
      const other = names[(place + 1) % names.length] ?? name;
      const columns = [
        sa.column("id", sa.integer()),
        sa.column(name, sa.string(10)),
        sa.column(other, sa.integer()),
      ];
      await op.bulkInsert(sa.table(name, columns), [{ id: 21 }, { id: 22, [name]: "x", [other]: 5 }]);
      const found = await connection.executeArrays(
        `SELECT ${[name, other].map((each, index) => `${quote(each)} AS c${index}`).join(", ")} FROM ${quote(name)} ORDER BY id`,
      );
      expect(found.map((row) => row.map((value) => (value === null ? null : String(value))))).toEqual([
        [name.slice(0, 10), null],
        ["x", "5"],
      ]);
    }
  });
});
