import { column } from "../../src/schema/column.ts";
import { integer, string } from "../../src/schema/types/generic.ts";
import type { TestRevision } from "../support/migrations.ts";

/** Two revisions; the second mixes schema, rows, what was read, and if wanted a block outside of the transaction. */
export const killedRevisions = (withBlock: boolean): readonly TestRevision[] => [
  {
    id: "aaa1",
    upgrade: (op) => op.createTable("first", [column("id", integer()), column("gone", integer())]),
  },
  {
    id: "bbb2",
    down: "aaa1",
    upgrade: async (op) => {
      await op.createTable("second", [
        column("id", integer()),
        column("note", string(20)),
        column("gone", integer()),
      ]);
      await op.execute("INSERT INTO second (id, note) VALUES (1, 'one')");
      await op.execute(
        "INSERT INTO second (id, note) VALUES (2, 'two'); INSERT INTO second (id, note) VALUES (4, 'four')",
      );
      await op.addColumn("second", column("extra", integer()));
      await op.execute("UPDATE second SET extra = id * 10");
      // Where the server names it, it would make a second one if it were asked again.
      const name = op.getContext().dialect.features.alterTable ? null : "uq_second";
      await op.batchAlterTable("second", (batch) => batch.createUniqueConstraint(name, ["id"]));
      // A rebuild of the table, also where ALTER could do it.
      await op.batchAlterTable("second", { recreate: "always" }, (batch) => batch.dropColumn("gone"));
      const inBlock = async (): Promise<void> => {
        await op.createIndex("ix_second_id", "second", ["id"], { postgresql: { concurrently: true } });
        await op.execute("INSERT INTO first (id) VALUES (1)");
        await op.batchAlterTable("first", { recreate: "always" }, (batch) => batch.dropColumn("gone"));
        await op.getBind().execute("UPDATE first SET id = id + 1");
      };
      // A counter above the greatest key, which a rebuild has to carry over. The keys are given: MariaDB's counter does
      // not go back when the INSERT of a killed run is rolled back.
      const note = column("note", string(20));
      await op.createTable(
        "counted",
        [column("id", integer(), { primaryKey: true }), note, column("gone", integer())],
        { sqlite: { autoincrement: true } },
      );
      await op.execute("INSERT INTO counted (id, note) VALUES (1, 'one'), (2, 'two'), (3, 'three')");
      await op.execute("DELETE FROM counted WHERE note = 'three'");
      await op.batchAlterTable("counted", { recreate: "always" }, (batch) => batch.dropColumn("gone"));
      if (withBlock) await op.autocommitBlock(inBlock);
      const { rows } = await op.execute("SELECT id FROM second ORDER BY id");
      for (const { id } of rows) await op.execute(`INSERT INTO first (id) VALUES (${Number(id) + 100})`);
      await op.renameTable("second", "renamed");
      await op.execute("INSERT INTO renamed (id, note) VALUES (3, 'three')");
    },
  },
];
