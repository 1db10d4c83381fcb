import { describe, expect, test } from "vitest";
import { sa } from "../../../src/index.ts";

const team = () => [sa.column("id", sa.integer(), { primaryKey: true })];
const member = (target: string) => [
  sa.column("id", sa.integer(), { primaryKey: true }),
  sa.column("team_id", sa.integer(), {
    references: sa.references(target, {
      name: "fk_team",
      onDelete: "CASCADE",
      postgresql: { notValid: true },
    }),
  }),
];

describe("a MetaData with a schema", () => {
  test("gives it to tables that name none, and to their foreign keys, with all their options", () => {
    const metadata = new sa.MetaData({ schema: "app" });
    metadata.table("team", team());
    const table = metadata.table("member", member("team.id"));
    expect([...metadata.tables.keys()]).toEqual(["app.team", "app.member"]);
    expect(table.constraints.find(({ kind }) => kind === "foreign_key")).toMatchObject({
      name: "fk_team",
      referredSchema: "app",
      onDelete: "CASCADE",
      options: { postgresql: { notValid: true } },
    });
  });

  test("leaves what names a schema alone", () => {
    const metadata = new sa.MetaData({ schema: "app" });
    const table = metadata.table("member", member("hr.team.id"), { schema: "hr" });
    expect(table.schema).toBe("hr");
    expect(table.constraints.find(({ kind }) => kind === "foreign_key")).toMatchObject({
      referredSchema: "hr",
    });
  });
});

test("a name is taken once", () => {
  const metadata = new sa.MetaData();
  metadata.table("team", team());
  expect(() => metadata.table("team", team())).toThrow("Table 'team' is already defined in this MetaData.");
});
