import { describe, expect, test } from "vitest";
import {
  type Connection,
  type Directive,
  MigrationContext,
  produceMigrations,
  sa,
} from "../../../src/index.ts";
import { connectEach } from "../../support/connected.ts";
import { databaseKinds } from "../../support/databases.ts";

const mariadb = databaseKinds().filter(({ name }) => name === "mariadb");

function models(withMember: boolean, withTeam = true): sa.MetaData {
  const metadata = new sa.MetaData();
  metadata.table("team", [sa.column("id", sa.integer(), { primaryKey: true })]);
  if (!withMember) return metadata;
  const team = sa.column("team_id", sa.integer(), {
    index: true,
    unique: true,
    references: sa.references("team.id", { name: "fk_member_team" }),
  });
  metadata.table("member", [
    sa.column("id", sa.integer(), { primaryKey: true }),
    withTeam ? team : sa.column("team_id", sa.integer()),
  ]);
  return metadata;
}

describe.each(mariadb)("an index on a foreign key's column, on $name", (kind) => {
  let connection: Connection;

  connectEach(kind, "keys", (opened) => {
    connection = opened;
  });

  const context = (): MigrationContext => MigrationContext.configure({ connection, opts: { lock: "none" } });

  async function apply(nodes: readonly Directive[]): Promise<void> {
    for (const node of nodes) {
      if (node.kind === "modify_table_ops") await apply(node.ops);
      else await context().operations.invoke(node);
    }
  }

  async function thereAndBack(from: sa.MetaData, to: sa.MetaData): Promise<void> {
    await from.createAll(connection);
    const { upgradeOps, downgradeOps } = await produceMigrations(context(), to);
    await apply(upgradeOps.ops);
    expect((await produceMigrations(context(), to)).upgradeOps.ops).toEqual([]);
    await apply(downgradeOps.ops);
    expect((await produceMigrations(context(), from)).upgradeOps.ops).toEqual([]);
  }

  test("comes and goes with its table", () => thereAndBack(models(false), models(true)));

  test("goes and comes with its table", () => thereAndBack(models(true), models(false)));

  test("goes together with the key, and comes back", () => thereAndBack(models(true), models(true, false)));

  const held = (name: string | null): sa.MetaData => {
    const metadata = models(false);
    metadata.table("member", [
      sa.column("id", sa.integer(), { primaryKey: true }),
      sa.column("team_id", sa.integer(), {
        references: sa.references("team.id", { name: "fk_member_team" }),
      }),
      ...(name === null ? [] : [sa.index(name, ["team_id"])]),
    ]);
    return metadata;
  };

  test("stays while the key needs it, and that is no difference", async () => {
    await held("ix_team").createAll(connection);
    expect((await produceMigrations(context(), held(null))).upgradeOps.ops).toEqual([]);
  });

  test("gives way to another one, and comes back", () => thereAndBack(held("ix_team"), held("ix_of_team")));

  const heldTwice = (ending: string): sa.MetaData => {
    const metadata = models(false);
    metadata.table("member", [
      sa.column("id", sa.integer(), { primaryKey: true }),
      sa.column("team_id", sa.integer(), {
        references: sa.references("team.id", { name: "fk_member_team" }),
      }),
      sa.index(`ix_${ending}`, ["team_id"]),
      sa.unique(["team_id", "id"], { name: `uq_${ending}` }),
    ]);
    return metadata;
  };

  test("gives way together with a unique constraint that serves the key, too, and both come back", () =>
    thereAndBack(heldTwice("before"), heldTwice("after")));

  test("takes the place of the server's own, which comes back", () =>
    thereAndBack(held(null), held("ix_team")));

  const keyOver = (...columns: readonly string[]): sa.MetaData => {
    const metadata = models(false);
    metadata.table("member", [
      sa.column("id", sa.integer(), { primaryKey: true }),
      sa.column("a", sa.integer()),
      sa.column("b", sa.integer()),
      ...columns.map((column) => sa.foreignKey([column], ["team.id"], { name: "fk_member_team" })),
    ]);
    return metadata;
  };

  test("comes with the key and goes with it where nobody declared it", () =>
    thereAndBack(keyOver(), keyOver("a")));

  test("goes before a key of the same name over another column comes back", () =>
    thereAndBack(keyOver("a"), keyOver("b")));

  test("refers to columns in another order, when their unique constraint has them so, too", () => {
    const ordered = (...columns: readonly string[]): sa.MetaData => {
      const metadata = new sa.MetaData();
      metadata.table("place", [
        sa.column("id", sa.integer(), { primaryKey: true }),
        sa.column("x", sa.integer()),
        sa.column("y", sa.integer()),
        sa.unique(columns, { name: "uq_place" }),
      ]);
      metadata.table("mark", [
        sa.column("id", sa.integer(), { primaryKey: true }),
        sa.column("a", sa.integer()),
        sa.column("b", sa.integer()),
        sa.foreignKey(
          ["a", "b"],
          columns.map((column) => `place.${column}`),
          { name: "fk_mark_place" },
        ),
      ]);
      return metadata;
    };
    return thereAndBack(ordered("x", "y"), ordered("y", "x"));
  });

  test("follows the table to another name when it has the server's, and changes there", () => {
    const renamed = (name: string, onDelete?: string, renamedFrom?: string): sa.MetaData => {
      const metadata = models(false);
      metadata.table(
        name,
        [
          sa.column("id", sa.integer(), { primaryKey: true }),
          sa.column("team_id", sa.integer(), { references: sa.references("team.id", { onDelete }) }),
        ],
        { renamedFrom },
      );
      return metadata;
    };
    return thereAndBack(renamed("member"), renamed("player", "CASCADE", "member"));
  });

  const underKey = (...elements: readonly sa.TableElement[]): sa.MetaData => {
    const metadata = models(false);
    metadata.table("member", [
      sa.column("team_id", sa.integer(), {
        nullable: false,
        autoincrement: false,
        references: sa.references("team.id", { name: "fk_member_team" }),
      }),
      ...elements,
    ]);
    return metadata;
  };

  test.each([
    ["a primary key", sa.primaryKey(["team_id"])],
    ["a unique constraint with a name", sa.unique(["team_id"], { name: "uq_team" })],
    ["a unique constraint without one", sa.unique(["team_id"])],
  ])("gives way to %s, and comes back", (_what, key) => thereAndBack(underKey(), underKey(key)));
});
