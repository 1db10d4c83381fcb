import * as postgresql from "../../../src/dialect/postgresql/public.ts";
import { sa, sql } from "../../../src/index.ts";
import type { DatabaseName } from "./random-types.ts";

const { column } = sa;

/** Models in which there is something for every kind of change. */
export function fullSchema(database: DatabaseName): sa.MetaData {
  const models = new sa.MetaData();
  const isPostgresql = database === "postgresql";
  const comment = database === "sqlite" ? null : "it's here";
  models.table("account", elements(1, comment), { comment });
  models.table("alone", elements(5, comment), { comment });
  models.table("pair", [
    column("k1", sa.integer(), { primaryKey: true, autoincrement: false }),
    column("k2", sa.integer(), { primaryKey: true }),
    column("r0", sa.integer(), { references: sa.references("account.id") }),
    column("size", sa.integer(), { nullable: false }),
    ...(isPostgresql ? [column("number", sa.integer(), { identity: sa.identity({ start: 5 }) })] : []),
    ...(isPostgresql ? [postgresql.exclude([["size", "="]], { name: "ex_2_0", using: "btree" })] : []),
  ]);
  models.table("member", [
    column("id", sa.integer(), { primaryKey: true }),
    column("account_id", sa.integer()),
    column("r0", sa.integer()),
    sa.foreignKey(["account_id"], ["account.id"], { name: "fk_3_0" }),
  ]);
  models.table("unkeyed", [column("id", sa.integer(), { nullable: false }), column("size", sa.integer())]);
  models.table("uncounted", [
    column("id", sa.integer(), { nullable: false, autoincrement: false }),
    sa.primaryKey(["id"], { name: "pk_4" }),
  ]);
  models.table("still", [column("id", sa.integer(), { primaryKey: true, autoincrement: false })]);
  if (isPostgresql) {
    models.table("apart", [column("id", sa.integer(), { primaryKey: true })], { schema: "elsewhere" });
    models.sequence("counter", { increment: 2 });
    models.sequence("plain counter");
  }
  return models;
}

function elements(place: number, comment: string | null): Parameters<sa.MetaData["table"]>[1] {
  return [
    column("id", sa.integer(), { primaryKey: true }),
    column("email", sa.string(40), { nullable: false, serverDefault: "none", comment }),
    column("age", sa.integer()),
    column("nick", sa.string(20)),
    column("free", sa.string(30), { comment }),
    column("letter", sa.enum(["a", "b b", "c'd"], { name: "letters" })),
    column("twice", sa.integer(), { computed: sa.computed(sql`age * 2`, { persisted: true }) }),
    sa.unique(["nick"], { name: `uq_${place}_0` }),
    sa.check("age > 0", { name: `ck_${place}_0` }),
    sa.check("age < 200"),
    sa.index(`ix_${place}_0`, ["email"]),
    sa.index(`ix_${place}_1`, ["age"]),
  ];
}
