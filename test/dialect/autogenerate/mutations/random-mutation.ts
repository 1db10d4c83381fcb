import fc from "fast-check";
import type { sa } from "../../../../src/index.ts";
import type { DatabaseName } from "../random-types.ts";
import { mutationsOn } from "./index.ts";
import { type Mutated, pickWith } from "./mutation.ts";

/** Which change, and which of the things that it could change. */
export interface MutationChoice {
  readonly kind: number;
  readonly pick: number;
}

/** A change with its name. */
export interface NamedMutation extends Omit<Mutated, "models"> {
  readonly name: string;
  readonly after: sa.MetaData;
}

export const randomMutation = (database: DatabaseName): fc.Arbitrary<MutationChoice> =>
  fc.record({ kind: fc.nat(mutationsOn(database).length - 1), pick: fc.nat(999) });

/** The chosen change, else the next one that the models have something for: adding a table always is possible. */
export function mutateAtRandom(
  models: sa.MetaData,
  { kind, pick }: MutationChoice,
  database: DatabaseName,
): NamedMutation {
  const kinds = mutationsOn(database);
  for (const { name, change } of [...kinds.slice(kind), ...kinds.slice(0, kind)]) {
    const mutated = change(models, pickWith(pick), database);
    if (mutated === null) continue;
    const { models: after, ...operations } = mutated;
    return { name, after, ...operations };
  }
  throw new Error("No change is possible.");
}
