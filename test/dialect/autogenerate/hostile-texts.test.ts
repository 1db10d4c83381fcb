import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inspect } from "../../../src/dialect/inspect.ts";
import { type Connection, createEngine, type Engine, sa, sql } from "../../../src/index.ts";
import { databaseKinds, type TestDatabase } from "../../support/databases.ts";
import { revisionTo, runBody } from "../../support/there-and-back.ts";

/** Texts that would run, end a literal or a comment, or disguise what they are, if they were taken for code. */
const hostile = [
  "*/ globalThis.hostile = 1; /*",
  "`; globalThis.hostile = 2; `",
  "\u0024{(globalThis.hostile = 3)}",
  '"; globalThis.hostile = 4; "',
  "'; globalThis.hostile = 5; '",
  "\n globalThis.hostile = 6; //",
  "\u2028 globalThis.hostile = 7; //",
  "\u2029 globalThis.hostile = 8; //",
  "\r\n globalThis.hostile = 9; //",
  "\\",
  "\\`\u0024{(globalThis.hostile = 10)}",
  "\u202e; 11 = elitsoh.sihTlabolg",
  "</script><!--",
  "__proto__",
];

describe.each(databaseKinds())("what a database on $name says", (kind) => {
  let database: TestDatabase;
  let engine: Engine;
  let connection: Connection;

  beforeEach(async () => {
    if (kind.missing !== null) return;
    database = await kind.create("hostile");
    engine = createEngine(database.url);
    connection = await engine.connect();
    Reflect.deleteProperty(globalThis, "hostile");
  });

  afterEach(async () => {
    if (kind.missing !== null) return;
    await connection.close();
    await engine.dispose();
    await database.drop();
  });

  /** Tables whose every text is hostile, as the dialect makes them. */
  function tables(): sa.MetaData {
    const metadata = new sa.MetaData();
    hostile.forEach((text, index) => {
      // No server keeps a name with a line break or a slash at every place; columns take most.
      const name = `${index}${text}`
        .replace(/[\r\n/.]/g, "")
        .trim()
        .slice(0, 50);
      metadata.table(
        `t${name}`,
        [
          sa.column("id", sa.integer(), { primaryKey: true, autoincrement: false }),
          sa.column(name, sa.string(60), { serverDefault: text, comment: text }),
          sa.check(sql`id > 0 OR length(${text}) > 0`, { name: `c${name}` }),
        ],
        { comment: text },
      );
    });
    return metadata;
  }

  test.skipIf(kind.missing !== null)("comes back as it was, and never becomes code", async () => {
    await tables().createAll(connection);
    const before = await catalogue();
    const { upgrade, downgrade } = await revisionTo(connection, new sa.MetaData());
    await runBody(connection, upgrade);
    expect(await inspect(connection).getTableNames()).toEqual([]);
    await runBody(connection, downgrade);
    expect(await catalogue()).toEqual(before);
    expect(Reflect.get(globalThis, "hostile")).toBeUndefined();
    // Every line is a printable one.
    expect(`${upgrade}${downgrade}`.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });

  async function catalogue(): Promise<string> {
    const tables = await inspect(connection).getTables();
    return JSON.stringify(tables, (key, value) => (key === "sourceSql" ? undefined : value));
  }
});
