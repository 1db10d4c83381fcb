import { sa } from "alembic-ts";

export const metadata: sa.MetaData = new sa.MetaData();

export const film: sa.Table = metadata.table("film", [
  sa.column("id", sa.INTEGER, { primaryKey: true }),
  sa.column("title", sa.TEXT, { nullable: false }),
  sa.column("released", sa.DATE),
]);

export const user: sa.Table = metadata.table("user", [
  sa.column("id", sa.integer(), { primaryKey: true }),
  sa.column("name", sa.string(80), { nullable: false }),
]);
