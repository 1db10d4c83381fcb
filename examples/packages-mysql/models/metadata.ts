import { sa } from "alembic-ts";

/** The one collection of tables that all files of this folder add to. */
export const metadata: sa.MetaData = new sa.MetaData();
