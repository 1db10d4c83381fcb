import { describe, expect, test } from "vitest";
import { createEngine } from "../../src/connection/index.ts";
import { dialectNamed } from "../../src/dialect/registry.ts";
import { type DatabaseKind, databaseKinds } from "../support/databases.ts";
import { counting } from "./reflect-support.ts";

/** As many as a server makes in a few seconds; the benchmarks read more. */
const tableCounts: Readonly<Record<DatabaseKind["name"], number>> = {
  sqlite: 1000,
  postgresql: 200,
  mariadb: 100,
  mysql: 100,
};
/** Far above what an idle machine needs: it catches a growth that is more than linear, not a slow neighbour. */
const limitMs = 5000;

function statements(number: number): readonly string[] {
  const parent = `t${Math.max(0, number - 1)}`;
  return [
    `create table t${number} (id int primary key, a int not null default 5, b varchar(50) default 'x', c numeric(10,2),
      d timestamp null, e text, g bigint, h varchar(20) not null, p int, constraint uq${number} unique (h, a),
      constraint ck${number} check (a > 0), constraint fk${number} foreign key (p) references ${parent} (id))`,
    `create index ix_a${number} on t${number} (a)`,
    `create index ix_b${number} on t${number} (b, g)`,
  ];
}

describe.each(databaseKinds())("$name", (kind) => {
  const tableCount = tableCounts[kind.name];
  test.skipIf(kind.missing !== null)(
    `${tableCount} tables are read in a few queries`,
    async ({ annotate }) => {
      const database = await kind.create("reflect_speed");
      const connection = await createEngine(database.url).connect();
      try {
        const all = Array.from({ length: tableCount }, (_, number) => statements(number)).flat();
        await connection.begin();
        for (let start = 0; start < all.length; start += 300) {
          await connection.executeScript(all.slice(start, start + 300).join(";\n"));
        }
        await connection.commit();
        const { connection: counted, count } = counting(connection);
        const begin = performance.now();
        const read = await dialectNamed(connection.dialectName).reflector?.reflect(counted, {
          schemas: [null],
        });
        const elapsedMs = performance.now() - begin;
        await annotate(
          `${kind.name}: ${tableCount} tables in ${elapsedMs.toFixed(0)} ms, ${count()} queries`,
        );
        expect(read?.tables).toHaveLength(tableCount);
        expect(count()).toBeLessThanOrEqual(14);
        expect(elapsedMs).toBeLessThan(limitMs);
      } finally {
        await connection.close();
        await database.drop();
      }
    },
  );
});
