import { fitName } from "../dialect/default/fit-name.ts";
import type { Dialect } from "../dialect/dialect.ts";
import { finalName, nameText } from "../schema/names.ts";

/** A name for an object that makes room for another one of its name; it is none of those that are taken. */
export function spareName(dialect: Dialect, name: string, taken: ReadonlySet<string>): string {
  const spare = nameText(fitName(finalName(`${name}_before`), dialect.identifiers));
  return taken.has(spare) ? spareName(dialect, spare, taken) : spare;
}
