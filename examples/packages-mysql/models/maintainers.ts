import { sa } from "alembic-ts";
import { metadata } from "./metadata.js";

export const maintainers: sa.Table = metadata.table("maintainers", [
  sa.column("id", sa.integer(), { primaryKey: true }),
  sa.column("email", sa.string(255), { nullable: false }),
  sa.unique(["email"], { name: "uq_maintainers_email" }),
]);
