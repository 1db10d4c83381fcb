import { type Name, nameText } from "../schema/names.ts";
import type { Table } from "../schema/table.ts";
import { type SqlType, typeOn } from "../schema/types/sql-type.ts";
import type { Dialect } from "./dialect.ts";
import type { ReflectedDatabase } from "./reflection.ts";

/** What a type is called in `DdlContext.createdTypes`. */
function typeKey(name: Name, schema: string | null): string {
  return JSON.stringify([schema, nameText(name)]);
}

/** The keys of all types that a database was found to have; one of the default schema also without its schema. */
export function typeKeysOf({ enums, domains, defaultSchema }: ReflectedDatabase): readonly string[] {
  const types = [...enums, ...domains.map(({ options: { name = "", schema = null } }) => ({ name, schema }))];
  return types.flatMap(({ name, schema }) => {
    const spellings = schema === null || schema === defaultSchema ? [null, defaultSchema] : [schema];
    return spellings.map((spelling) => typeKey(name, spelling));
  });
}

/** The types of their own, enums and domains, that creating the tables makes: each once, behind what it is based on. */
export function namedTypes(
  dialect: Pick<Dialect, "name" | "features">,
  tables: readonly Table[],
): readonly SqlType[] {
  if (!dialect.features.enumTypes) return [];
  const types = new Map<string, SqlType>();
  for (const { columns } of tables) {
    for (const column of columns) {
      for (const type of namedTypesIn(typeOn(column.type, dialect.name))) {
        const key = namedTypeKey(type);
        if (!types.has(key)) types.set(key, type);
      }
    }
  }
  return [...types.values()];
}

export function namedTypeKey({ options }: SqlType): string {
  return typeKey(options.name ?? "", options.schema ?? null);
}

const none: readonly never[] = Object.freeze([]);

function namedTypesIn(type: SqlType): readonly SqlType[] {
  const { item, dataType, name, createType, nativeEnum } = type.options;
  if (item !== undefined) return namedTypesIn(item);
  const isNamed = type.name === "domain" || (type.name === "enum" && nativeEnum !== false);
  if (!isNamed || name === undefined || createType === false) return none;
  return [...(dataType === undefined ? [] : namedTypesIn(dataType)), type];
}
