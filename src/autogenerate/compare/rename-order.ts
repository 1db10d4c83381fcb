import type { Dialect } from "../../dialect/dialect.ts";
import { type Identifier, nameText } from "../../schema/names.ts";
import { spareName } from "../spare-name.ts";

/** A name that is to become another one. Of each old and each new name there is one at most. */
export interface NameChange {
  readonly from: Identifier;
  readonly to: Identifier;
  /** Whether somebody told of it now, and not the models, which may still tell of what was done long ago. */
  readonly isTold: boolean;
}

/** Renames in the order in which each finds its new name free. */
export interface OrderedRenames<T> {
  readonly renames: readonly T[];
  /** The same one by one: those of a circle go by a spare name. */
  readonly steps: readonly T[];
}

/** What both sides know by these names. */
interface KnownNames {
  readonly database: ReadonlySet<string>;
  readonly models: ReadonlySet<string>;
}

/**
 * Orders the renames that can be carried out: the new name is free, or another rename frees it. Where only the models
 * tell of a rename, they must know nothing else by the old name, and a circle is none.
 */
export function orderRenames<T extends NameChange>(
  dialect: Dialect,
  changes: readonly T[],
  { database, models }: KnownNames,
): OrderedRenames<T> {
  const waiting = new Set(possible(changes, { database, models }));
  const taken = new Set(database);
  const renames: T[] = [];
  const steps: T[] = [];
  const aside = new Map<T, string>();
  const take = (step: T): void => {
    steps.push(step);
    taken.delete(nameText(step.from));
    taken.add(nameText(step.to));
  };
  for (;;) {
    const next = [...waiting].find(({ to }) => !taken.has(nameText(to)));
    const circular = [...waiting].find(({ isTold }) => isTold);
    if (next !== undefined) {
      take({ ...next, from: aside.get(next) ?? next.from });
      renames.push(next);
      waiting.delete(next);
    } else if (circular !== undefined) {
      const spare = spareName(dialect, nameText(circular.from), new Set([...taken, ...models]));
      aside.set(circular, spare);
      take({ ...circular, to: spare });
    } else return { renames, steps };
  }
}

/** The renames whose new name is free, or becomes so by another one of them. */
function possible<T extends NameChange>(changes: readonly T[], known: KnownNames): readonly T[] {
  const [froms, tos] = (["from", "to"] as const).map(
    (end) => new Set(changes.map((each) => nameText(each[end]))),
  );
  const left = changes.filter(
    ({ from, to, isTold }) =>
      (!known.database.has(nameText(to)) || froms?.has(nameText(to))) &&
      (isTold || !known.models.has(nameText(from)) || tos?.has(nameText(from))),
  );
  return left.length === changes.length ? left : possible(left, known);
}
