import fc from "fast-check";
import { expect, test } from "vitest";
import { baselineOps, renderModels } from "../../../../src/autogenerate/models/index.ts";
import { renderScriptBody } from "../../../../src/autogenerate/render/index.ts";
import { postgresql } from "../../../../src/dialect/postgresql/index.ts";
import { dialectNamed } from "../../../../src/dialect/registry.ts";
import * as sa from "../../../../src/sa/index.ts";
import { finalName } from "../../../../src/schema/names.ts";
import { sql } from "../../../../src/schema/sql-text.ts";
import type { Table } from "../../../../src/schema/table.ts";

const models = (tables: readonly Table[], dialect = postgresql): readonly string[] =>
  renderModels({ tables, sequences: [], schemas: [], leftOut: [] }, dialect).split("\n").slice(5);

test("what concerns one column stands at the column, and names that the database gives are left out", () => {
  const table = sa.table("pet", [
    sa.column("id", sa.INTEGER(), { primaryKey: true, autoincrement: true }),
    sa.column("name", sa.TEXT(), { nullable: false }),
    sa.column("owner_id", sa.INTEGER()),
    sa.primaryKey(["id"], { name: finalName("pet_pkey") }),
    sa.unique(["name"], { name: finalName("pet_name_key") }),
    sa.foreignKey(["owner_id"], ["person.id"], {
      name: finalName("pet_owner_id_fkey"),
      onDelete: "CASCADE",
    }),
    sa.index(finalName("ix_pet_owner_id"), ["owner_id"]),
  ]);
  expect(models([table])).toEqual([
    'export const pet = metadata.table("pet", [',
    '  sa.column("id", sa.INTEGER(), { primaryKey: true }),',
    '  sa.column("name", sa.TEXT(), { nullable: false, unique: true }),',
    '  sa.column("owner_id", sa.INTEGER(), {',
    '    references: sa.references("person.id", { onDelete: "CASCADE" }),',
    "    index: true,",
    "  }),",
    "]);",
    "",
  ]);
});

test("names that somebody chose stay, without op.f", () => {
  const table = sa.table("pet", [
    sa.column("name", sa.TEXT()),
    sa.column("owner_id", sa.INTEGER()),
    sa.unique(["name"], { name: finalName("one_name") }),
    sa.foreignKey(["owner_id"], ["person.id"], { name: finalName("owner") }),
    sa.index(finalName("by_name"), ["name"]),
  ]);
  expect(models([table])).toEqual([
    'export const pet = metadata.table("pet", [',
    '  sa.column("name", sa.TEXT()),',
    '  sa.column("owner_id", sa.INTEGER(), { references: sa.references("person.id", { name: "owner" }) }),',
    '  sa.unique(["name"], { name: "one_name" }),',
    '  sa.index("by_name", ["name"]),',
    "]);",
    "",
  ]);
});

test("a unique column with a plain index keeps both", () => {
  const table = sa.table("pet", [
    sa.column("name", sa.TEXT()),
    sa.unique(["name"], { name: finalName("pet_name_key") }),
    sa.index(finalName("ix_pet_name"), ["name"]),
  ]);
  expect(models([table])).toContain('  sa.column("name", sa.TEXT(), { unique: true }),');
  expect(models([table])).toContain('  sa.index("ix_pet_name", ["name"]),');
});

test("a foreign key to a name with a dot, or to a table that is not there, has its long form", () => {
  const target = { columns: ["a"], referredSchema: null, referredTable: "x.y", referredColumns: ["z"] };
  const absent = { columns: ["a"], referredSchema: null, referredTable: "nowhere", referredColumns: [] };
  const table = sa.table("t", [
    sa.column("a", sa.INTEGER()),
    sa.foreignKeyTo(target),
    sa.foreignKeyTo(absent),
  ]);
  expect(
    models([table], dialectNamed("sqlite"))
      .join("\n")
      .match(/sa\.foreignKeyTo/g),
  ).toHaveLength(2);
});

test("an integer key that counts up does not say so, one that does not says that", () => {
  const counting = (autoincrement: boolean): Table =>
    sa.table("t", [sa.column("id", sa.INTEGER(), { primaryKey: true, autoincrement })]);
  expect(models([counting(true)]).join()).toContain("{ primaryKey: true }");
  expect(models([counting(false)]).join()).toContain("{ primaryKey: true, autoincrement: false }");
});

// Names are neither empty nor do they hold NUL.
test("whatever a database holds stays text in the models and in the revision", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      '"); globalThis.hit = 1; ("',
      ["`$", "{globalThis.hit = 1}`"].join(""),
      "*/ globalThis.hit = 1 /*",
      "\u2028",
    ),
  );
  fc.assert(
    fc.property(
      hostile.filter((name) => name !== "" && !name.includes("\0")),
      hostile,
      hostile,
      (name, comment, text) => {
        const table = sa.table(
          name,
          [
            sa.column("a", sa.TEXT(), {
              comment,
              serverDefault: sql.raw(`x${text}`),
              checks: sa.check(`x${text}`),
            }),
          ],
          { comment },
        );
        const database = { tables: [table], sequences: [], schemas: [name], leftOut: [] };
        const source = renderModels(database, postgresql)
          .replace(/^import .*$/gm, "")
          .replace(/^export /gm, "");
        const found: Table[] = [];
        const toolkit = { ...sa, MetaData: class extends sa.MetaData {} };
        new Function("sa", "sql", "found", `${source}; found.push(...metadata.tables.values());`)(
          toolkit,
          sql,
          found,
        );
        expect(found).toEqual([table]);
        const { upgrade } = baselineOps(postgresql, database);
        expect(() => new Function(`async () => { ${renderScriptBody(upgrade)}\n}`)).not.toThrow();
        expect(globalThis).not.toHaveProperty("hit");
      },
    ),
  );
});

test("foreign keys of a circle are added at the end, and go first on the way back", () => {
  const left = sa.table("left", [
    sa.column("id", sa.INTEGER(), { primaryKey: true }),
    sa.column("right_id", sa.INTEGER()),
    sa.foreignKey(["right_id"], ["right.id"], { name: "to_right" }),
  ]);
  const right = sa.table("right", [
    sa.column("id", sa.INTEGER(), { primaryKey: true }),
    sa.column("left_id", sa.INTEGER()),
    sa.foreignKey(["left_id"], ["left.id"], { name: "to_left" }),
  ]);
  const database = { tables: [left, right], sequences: [], schemas: [], leftOut: [] };
  const kinds = (name: string): readonly (readonly string[])[] => {
    const { upgrade, downgrade } = baselineOps(dialectNamed(name), database);
    return [upgrade.ops, downgrade.ops].map((ops) => ops.map(({ kind }) => kind));
  };
  expect(kinds("postgresql")).toEqual([
    ["create_table", "create_table", "create_foreign_key"],
    ["drop_constraint", "drop_table", "drop_table"],
  ]);
  expect(kinds("sqlite")).toEqual([
    ["create_table", "create_table"],
    ["drop_table", "drop_table"],
  ]);
});
