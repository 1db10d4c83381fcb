import type { DatabaseName } from "../random-types.ts";
import type { Mutation } from "./mutation.ts";
import { columnMutations } from "./of-columns.ts";
import { indexMutations } from "./of-indexes.ts";
import { keyMutations } from "./of-keys.ts";
import { tableMutations } from "./of-tables.ts";
import { typeMutations } from "./of-types.ts";

/** Every kind of change that a database knows. */
export function mutationsOn(database: DatabaseName): readonly Mutation[] {
  return [...tableMutations, ...columnMutations, ...keyMutations, ...indexMutations, ...typeMutations].filter(
    ({ on }) => on === undefined || on.includes(database),
  );
}
