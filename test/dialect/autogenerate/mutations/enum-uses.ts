import type { sa } from "../../../../src/index.ts";
import type { DatabaseName } from "../random-types.ts";
import { tablesOf } from "./mutation.ts";

/** The types of their own that columns have on PostgreSQL, by name. */
function namedTypes(models: sa.MetaData): ReadonlyMap<string, sa.SqlType> {
  const found = new Map<string, sa.SqlType>();
  const add = (type: sa.SqlType): void => {
    const { item, name, nativeEnum } = type.options;
    if (item !== undefined) add(item);
    else if ((type.name === "enum" && nativeEnum !== false) || type.name === "domain")
      found.set(String(name), type);
  };
  for (const table of tablesOf(models)) for (const { type } of table.columns) add(type);
  return found;
}

/** The operations that drop the types that no column has any more. */
export function typesLeft(
  before: sa.MetaData,
  after: sa.MetaData,
  database: DatabaseName,
): readonly string[] {
  if (database !== "postgresql") return [];
  const kept = namedTypes(after);
  return [...namedTypes(before)].flatMap(([name, type]) =>
    kept.has(name) ? [] : [`execute DROP ${type.name === "domain" ? "DOMAIN" : "TYPE"}`],
  );
}
