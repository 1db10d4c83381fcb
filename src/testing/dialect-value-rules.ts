import assert from "node:assert/strict";
import type { Connection } from "../connection/index.ts";
import { dialectNamed } from "../dialect/registry.ts";
import type { SqlDirective } from "../directives/index.ts";
import { column } from "../schema/column.ts";
import { defaultNamingConvention } from "../schema/naming-convention.ts";
import { type Table, table } from "../schema/table.ts";
import * as types from "../schema/types/generic.ts";
import type { SqlType } from "../schema/types/sql-type.ts";
import type { ContractRule } from "./contract-rule.ts";
import type { DialectSubject } from "./dialect-contract.ts";
import { withConnection } from "./use-table.ts";

/** Names that have to be quoted, or must not lose their case. */
const names = [
  "select",
  "Order",
  "1st",
  "a b",
  "a.b",
  "größe",
  "$x",
  "sel'ect",
  'a"b',
  "a`b",
  "a]b",
  "a%b",
  "a:b",
];

/** Texts in which something could be taken for syntax. */
const texts = [
  "",
  "it's",
  "a\\b",
  "50%",
  "x:y ? $1 @p1",
  "l1\nl2\t",
  "'; DROP TABLE item; --",
  "日本 😀",
  "\\'",
  "/* */",
];

/** Values of a type, as users write them. */
const samples: readonly (readonly [string, SqlType, readonly unknown[]])[] = [
  ["numbers", types.numeric(20, 6), ["12.5", "-0.000001", 7, 123456789012n]],
  ["integers", types.bigInteger(), ["9007199254740991", -5, 0n, 123456789012345678n, 2 ** 60]],
  ["booleans", types.boolean(), [true, false, 1, 0]],
  ["dates", types.date(), ["2024-02-29", new Date("2024-02-29T23:59:59Z")]],
  ["times", types.time(), ["23:59:58", "01:02:03.000004"]],
  ["points in time", types.dateTime(), ["2024-02-29T13:14:15.000123", new Date("2024-02-29T13:14:15.678Z")]],
  ["bytes", types.largeBinary(), [Uint8Array.of(0, 255, 39, 92), new Uint8Array()]],
  ["JSON values", types.json(), [{ a: [1, "it's \\ \"", null, true] }, "text", [], 5]],
  ["UUIDs", types.uuid(), ["12345678-1234-5678-1234-567812345678"]],
  ["texts", types.text(), texts],
  ["numbers in columns of text", types.text(), [12345, 1.5, 123456789012345678n]],
];

type Rows = readonly Readonly<Record<string, unknown>>[];

/** How names and values get into the database and back. */
export function valueRules({ engine }: DialectSubject): readonly ContractRule[] {
  return [
    {
      name: "any name comes back as it was given",
      run: () =>
        withConnection(engine(), async (connection) => {
          for (const name of names) {
            const made = table(name, [column(name, types.integer())]);
            await withTable(connection, made, async () => {
              await insert(connection, { made, rows: [{ [name]: 7 }], asSql: false });
              assert.deepEqual(await read(connection, made), [{ [name]: 7 }]);
            });
          }
        }),
    },
    {
      name: "any text comes back as it was given, from a literal and from a bound value",
      run: () =>
        withConnection(engine(), async (connection) => {
          const made = table("item", [column("id", types.integer()), column("s", types.text())]);
          const rows = texts.map((s, id) => ({ id, s }));
          for (const asSql of [false, true]) {
            await withTable(connection, made, async () => {
              await insert(connection, { made, rows, asSql });
              assert.deepEqual(await read(connection, made), rows);
            });
          }
        }),
    },
    {
      name: "a default that is any text is stored as that text",
      run: () =>
        withConnection(engine(), async (connection) => {
          for (const serverDefault of texts) {
            const defaulted = column("s", types.string(500), { serverDefault });
            const made = table("item", [column("id", types.integer()), defaulted]);
            await withTable(connection, made, async () => {
              await insert(connection, { made, rows: [{ id: 1 }], asSql: false });
              assert.deepEqual(await read(connection, made), [{ id: 1, s: serverDefault }]);
            });
          }
        }),
    },
    ...samples.map(([title, type, values]) => ({
      name: `${title} are stored alike by a script and by a run`,
      run: () =>
        withConnection(engine(), async (connection) => {
          const made = table("item", [column("id", types.integer()), column("v", type)]);
          const rows = [...values, null].map((v, id) => ({ id, v }));
          await withTable(connection, made, async () => {
            await insert(connection, { made, rows, asSql: false });
            await insert(connection, { made, rows, asSql: true });
            const stored = await read(connection, made);
            const firsts = stored.filter((_row, index) => index % 2 === 0);
            assert.deepEqual(
              stored.filter((_row, index) => index % 2 === 1),
              firsts,
            );
            assert.equal(firsts.length, rows.length);
            assert.equal(firsts.at(-1)?.v, null);
          });
        }),
    })),
  ];
}

async function withTable(connection: Connection, made: Table, use: () => Promise<void>): Promise<void> {
  await run(connection, { kind: "create_table", table: made, ifNotExists: false });
  try {
    await use();
  } finally {
    const drop = { tableName: made.name, schema: null, ifExists: false, existing: null, options: {} };
    await run(connection, { kind: "drop_table", ...drop });
  }
}

/** Rows to insert: as a run does it, or as a script. */
interface Inserted {
  readonly made: Table;
  readonly rows: Rows;
  readonly asSql: boolean;
}

function insert(connection: Connection, { made, rows, asSql }: Inserted): Promise<void> {
  return run(connection, { kind: "bulk_insert", table: made, rows, multiInsert: true }, asSql);
}

/** Runs a directive as a migration would, with bound values, or as a script, with literals. */
async function run(connection: Connection, directive: SqlDirective, asSql = false): Promise<void> {
  const context = { namingConvention: defaultNamingConvention, serverVersion: null, asSql, warn: () => {} };
  for (const { sql, parameters } of dialectNamed(connection.dialectName).ddl.compile(directive, context)) {
    await connection.execute(sql, parameters ?? []);
  }
}

/** The rows, ordered by the first column. */
async function read(connection: Connection, made: Table): Promise<Rows> {
  const { identifiers } = dialectNamed(connection.dialectName);
  const order = identifiers.quote(made.columns[0]?.name ?? "id");
  const from = identifiers.qualify(made.name, made.schema);
  const { rows } = await connection.execute(`SELECT * FROM ${from} ORDER BY ${order}`);
  // Without the prototypes that drivers give their rows.
  return rows.map((row) => ({ ...row }));
}
