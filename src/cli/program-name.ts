import { basename } from "node:path";

/** The name under which the program was started: one of its two. */
export function programName(path: string | undefined): "alembic" | "alembic-ts" {
  return path !== undefined && basename(path).replace(/\.\w+$/, "") === "alembic-ts"
    ? "alembic-ts"
    : "alembic";
}
