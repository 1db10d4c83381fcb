import type { Dialect } from "../../dialect/dialect.ts";
import type { AlterColumnOp } from "../../directives/index.ts";
import type { Column } from "../../schema/column.ts";
import type { GeneratedDefault, Identity } from "../../schema/server-default.ts";
import type { Mutable } from "../../util/mutable.ts";
import type { AutogenContext } from "../autogen-context.ts";

const attributes = ["always", "start", "increment", "minValue", "maxValue", "cycle", "cache"] as const;

type Attributes = Readonly<Record<(typeof attributes)[number], string>>;

/** The identity of a column, where the database has such: elsewhere it is nothing but a column, and a key that counts. */
export function identityOf({ features }: Dialect, { identity }: Column): Identity | null {
  return features.identityColumns ? identity : null;
}

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
  alter.modifyServerDefault = withUnsaid(wanted, changed);
  const names = changed.map((name) => `'${name.toLowerCase()}'`).join(", ");
  context.log(
    "server_defaults",
    `Detected server default on column '${where}': identity options attributes [${names}]`,
  );
}

function changedAttributes(
  { dialect }: AutogenContext,
  inspected: Identity,
  wanted: Identity,
): readonly (keyof Attributes)[] {
  const ignored = dialect.comparison?.ignoredIdentityAttributes;
  const [before, after] = [effective(inspected), effective(wanted)];
  return attributes.filter((name) => !ignored?.has(name) && before[name] !== after[name]);
}

/** The models' identity that also says what it leaves open where the database has something else. */
function withUnsaid(wanted: Identity, changed: readonly (keyof Attributes)[]): Identity {
  const { start } = effective(wanted);
  const usual = {
    always: false,
    start: start === ofType ? undefined : Number(start),
    increment: 1,
    minValue: undefined,
    maxValue: undefined,
    noMinValue: true,
    noMaxValue: true,
    cycle: false,
    cache: 1,
  } as const;
  const words = changed.flatMap((name) => {
    if (wanted[name] !== undefined) return [];
    const word = name === "minValue" ? "noMinValue" : name === "maxValue" ? "noMaxValue" : name;
    return [[word, usual[word]] as const];
  });
  return { ...wanted, ...Object.fromEntries(words) };
}

/** The smallest and the largest values of the integer types, which databases take for an absent limit. */
const minima: ReadonlySet<string> = new Set(["-32768", "-2147483648", "-9223372036854775808"]);
const maxima: ReadonlySet<string> = new Set(["32767", "2147483647", "9223372036854775807"]);

const ofType = "that of the type";

/** Every attribute with what it means where it is not given; counting down turns the limits round. */
function effective(identity: Identity): Attributes {
  const { always = false, increment = 1, cycle = false, cache = 1, noMinValue, noMaxValue } = identity;
  const isDescending = increment < 0;
  const minValue = noMinValue ? undefined : identity.minValue;
  const maxValue = noMaxValue ? undefined : identity.maxValue;
  const least = isDescending ? limit(minValue, minima) : String(minValue ?? 1);
  const greatest = isDescending ? String(maxValue ?? -1) : limit(maxValue, maxima);
  return {
    always: String(always),
    increment: String(increment),
    minValue: least,
    maxValue: greatest,
    start: String(identity.start ?? (isDescending ? greatest : least)),
    cycle: String(cycle),
    cache: String(cache),
  };
}

function limit(value: number | bigint | undefined, ofTypes: ReadonlySet<string>): string {
  return value === undefined || ofTypes.has(String(value)) ? ofType : String(value);
}
