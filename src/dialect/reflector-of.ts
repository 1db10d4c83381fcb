import type { Connection } from "../connection/connection.ts";
import { UnsupportedError } from "../errors/index.ts";
import type { Reflector } from "./reflection.ts";
import { dialectNamed } from "./registry.ts";

/** The reflector of a connection's dialect. Throws UNSUPPORTED when it has none. */
export function reflectorOf(connection: Connection): Reflector {
  const { reflector, name } = dialectNamed(connection.dialectName);
  if (reflector !== undefined) return reflector;
  throw new UnsupportedError(`Databases of dialect '${name}' cannot be read yet.`, {
    hint: "Write the migration by hand, or compare against a database of another dialect.",
    details: { dialect: name },
  });
}
