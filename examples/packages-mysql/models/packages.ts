import { sa } from "alembic-ts";
import { metadata } from "./metadata.js";

export const packages: sa.Table = metadata.table("packages", [
  sa.column("id", sa.integer(), { primaryKey: true }),
  sa.column("name", sa.string(200), { nullable: false }),
  sa.column("maintainer_id", sa.integer(), {
    references: sa.references("maintainers.id", { name: "fk_packages_maintainer" }),
  }),
  sa.index("ix_packages_name", ["name"]),
]);
