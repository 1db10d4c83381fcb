import type { Reflector } from "./reflection.ts";

/** A reflector whose modules are loaded when a database is read for the first time: most commands read none. */
export function lazyReflector(load: () => Promise<Reflector>): Reflector {
  return {
    reflect: async (connection, request) => (await load()).reflect(connection, request),
    schemaNames: async (connection) => (await load()).schemaNames(connection),
    defaultSchemaName: async (connection) => (await load()).defaultSchemaName(connection),
  };
}
