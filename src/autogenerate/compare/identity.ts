import type { AlterColumnOp } from "../../directives/index.ts";
import type { GeneratedDefault, Identity } from "../../schema/server-default.ts";
import type { AutogenContext } from "../autogen-context.ts";
import type { Mutable } from "../mutable.ts";

/** What databases take for an attribute that is not given. */
const defaults: Readonly<Record<string, unknown>> = {
  always: false,
  start: 1,
  increment: 1,
  minValue: 1,
  cycle: false,
  cache: 1,
  noMinValue: false,
  noMaxValue: false,
  onNull: false,
  order: false,
};

const attributes = [
  "always",
  "start",
  "increment",
  "minValue",
  "maxValue",
  "noMinValue",
  "noMaxValue",
  "cycle",
  "cache",
] as const satisfies readonly (keyof Identity)[];

/** Compares identities: one that comes or goes, or attributes that differ. */
export function compareIdentity(
  context: AutogenContext,
  alter: Mutable<AlterColumnOp>,
  inspected: GeneratedDefault | null,
  wanted: GeneratedDefault | null,
  where: string,
): void {
  if (inspected?.kind !== "identity" || wanted?.kind !== "identity") {
    alter.modifyServerDefault = wanted;
    alter.existingServerDefault = inspected;
    context.log("server_defaults", `Detected server default on column '${where}'`);
    return;
  }
  const changed = changedAttributes(context, inspected, wanted);
  if (changed.length === 0) return;
  alter.modifyServerDefault = wanted;
  const names = changed.map((name) => `'${name.toLowerCase()}'`).join(", ");
  context.log(
    "server_defaults",
    `Detected server default on column '${where}': identity options attributes [${names}]`,
  );
}

function changedAttributes(
  context: AutogenContext,
  inspected: Identity,
  wanted: Identity,
): readonly string[] {
  const ignored = context.dialect.comparison?.ignoredIdentityAttributes;
  return attributes.filter((name) => {
    if (ignored?.has(name)) return false;
    const model = wanted[name];
    // What the model leaves open is the database's business; only values that the model names count, and
    // values in the database that are not its own defaults.
    if (model === undefined) return !isDefault(name, inspected[name], inspected);
    return String(model) !== String(inspected[name] ?? defaults[name]);
  });
}

/** The largest values of the integer types, which databases take for an absent maximum. */
const maxima: ReadonlySet<string> = new Set(["32767", "2147483647", "9223372036854775807"]);

function isDefault(name: string, value: unknown, identity: Identity): boolean {
  if (value === undefined) return true;
  if (name === "maxValue") return maxima.has(String(value));
  if (name === "start") return String(value) === String(identity.minValue ?? 1);
  return String(value) === String(defaults[name]);
}
