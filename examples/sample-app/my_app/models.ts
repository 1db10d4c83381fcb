import { sa } from "alembic-ts";

export const metadata: sa.MetaData = new sa.MetaData();

/** `default` is filled in by the application and is no part of the database. */
export const users: sa.Table = metadata.table("users", [
  sa.column("id", sa.integer(), { primaryKey: true }),
  sa.column("nickname", sa.unicode(50), { default: "noname" }),
]);
