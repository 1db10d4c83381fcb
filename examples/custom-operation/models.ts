import { sa } from "alembic-ts";

export const metadata = new sa.MetaData();

export const customer = metadata.table("customer", [
  sa.column("id", sa.integer(), { primaryKey: true }),
  sa.column("name", sa.string(50), { nullable: false }),
  sa.column("active", sa.boolean(), { nullable: false, serverDefault: sa.true() }),
]);
