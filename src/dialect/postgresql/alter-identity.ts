import type { AlterColumnOp } from "../../directives/index.ts";
import type { GeneratedDefault, Identity } from "../../schema/server-default.ts";
import { alterColumnWords } from "../default/alter-column.ts";
import type { DdlScope } from "../default/grammar.ts";
import { type SequenceOptions, sequenceOptions } from "../default/sequence-options.ts";

/** Adds, changes or drops the identity of a column; a plain default goes before, or comes after (PARITY P-5.30). */
export function alterIdentity(
  scope: DdlScope,
  directive: AlterColumnOp,
  value: GeneratedDefault | null,
): readonly string[] {
  const words = alterColumnWords(scope, directive);
  const existing = directive.existingServerDefault ?? null;
  if (value?.kind !== "identity") {
    const added = value === null ? [] : scope.grammar.alterDefault(scope, directive, value);
    return [`${words} DROP IDENTITY`, ...added];
  }
  if (existing?.kind === "identity") return changed(words, value, existing);
  const dropped = existing === null ? [] : scope.grammar.alterDefault(scope, directive, null);
  return [...dropped, `${words} ADD ${scope.grammar.identity(scope, value)}`];
}

/** Members in the order in which their changes are written: that of the original's attribute names. */
const members: readonly (keyof SequenceOptions)[] = [
  "cache",
  "cycle",
  "increment",
  "maxValue",
  "minValue",
  "noMaxValue",
  "noMinValue",
  "start",
];

function changed(words: string, value: Identity, existing: Identity): readonly string[] {
  const kind = value.always ? "ALWAYS" : "BY DEFAULT";
  const changes = [
    ...(Boolean(value.always) === Boolean(existing.always) ? [] : [`SET GENERATED ${kind}`]),
    ...members
      .filter((member) => value[member] !== undefined && value[member] !== existing[member])
      .map((member) => `SET ${sequenceOptions({ [member]: value[member] })}`),
  ];
  return changes.length === 0 ? [] : [`${words} ${changes.join(" ")}`];
}
