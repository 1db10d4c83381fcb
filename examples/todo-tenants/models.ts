import { sa } from "alembic-ts";

export const metadata: sa.MetaData = new sa.MetaData();

/** Written by hand in a revision of its own. */
export const account: sa.Table = metadata.table("account", [
  sa.column("id", sa.integer(), { primaryKey: true }),
  sa.column("name", sa.string(50), { nullable: false }),
  sa.column("description", sa.unicode(200)),
]);

/** Another application made this table; it stands here so that nobody proposes to drop it. */
export const tenant: sa.Table = metadata.table("tenant", [
  sa.column("id", sa.integer(), { primaryKey: true }),
  sa.column("name", sa.string(100), { nullable: false }),
]);

export const todo: sa.Table = metadata.table("todo", [
  sa.column("id", sa.integer(), { primaryKey: true }),
  sa.column("text", sa.string(500), { nullable: false }),
  sa.column("done", sa.boolean(), { nullable: false, serverDefault: sa.false() }),
  sa.column("tenant_id", sa.integer(), {
    nullable: false,
    references: sa.references("tenant.id", { name: "fk_todo_tenant" }),
  }),
]);
