import type { Dialect } from "../../dialect/dialect.ts";
import type { Index, IndexPart } from "../../schema/index-def.ts";
import { own } from "../../util/own.ts";
import { sameOptionalText, sameText } from "../same-text.ts";
import { predicateOf } from "./expressions.ts";
import { indexPartText } from "./index-columns.ts";

/** The differences of two indexes of one name, in words; expressions that are the same for sure are none. */
export function indexDifferences(dialect: Dialect, before: Index, after: Index): readonly string[] {
  const found: string[] = [];
  if (before.unique !== after.unique) found.push(`unique=${before.unique} to unique=${after.unique}`);
  if (before.parts.length !== after.parts.length) {
    found.push(`expression number ${before.parts.length} to ${after.parts.length}`);
  } else {
    before.parts.forEach((part, place) => {
      const wanted = after.parts[place];
      if (
        wanted !== undefined &&
        !samePart(dialect, { part, index: before }, { part: wanted, index: after })
      ) {
        found.push(`expression #${place + 1} '${described(part)}' to '${described(wanted)}'`);
      }
    });
  }
  const was = predicateText(dialect, before);
  const becomes = predicateText(dialect, after);
  if (!sameOptionalText(dialect, was, becomes)) {
    found.push(`where ${was ?? "nothing"} to ${becomes ?? "nothing"}`);
  }
  addOptionDifferences(found, dialect, { before, after });
  return found;
}

function predicateText(dialect: Dialect, index: Index): string | null {
  const predicate = predicateOf(dialect, index.options);
  return predicate === null ? null : dialect.literals.sqlText(predicate);
}

interface Placed {
  readonly part: IndexPart;
  readonly index: Index;
}

function samePart(dialect: Dialect, before: Placed, after: Placed): boolean {
  const left = before.part.expression;
  const right = after.part.expression;
  const sameExpression =
    typeof left === "string" || typeof right === "string"
      ? left === right
      : sameText(dialect, dialect.literals.sqlText(left), dialect.literals.sqlText(right));
  return sameExpression && traits.every((trait) => same(trait(before, dialect), trait(after, dialect)));
}

function same(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

type Trait = (placed: Placed, dialect: Dialect) => unknown;

/** Order and NULLS as far as they are not what the database takes anyway, operator class, collation, prefix length. */
const traits: readonly Trait[] = [
  ({ part }) => part.order === "desc",
  ({ part }) => (part.nulls === (part.order === "desc" ? "first" : "last") ? null : part.nulls),
  (placed, dialect) => placed.part.operatorClass ?? optionOfPart(placed, dialect, "ops"),
  ({ part }) => part.collation,
  (placed, dialect) => placed.part.length ?? optionOfPart(placed, dialect, "length"),
];

/** Both options are one value a column, or one for all. */
function optionOfPart({ part, index }: Placed, dialect: Dialect, name: "ops" | "length"): unknown {
  for (const key of dialect.optionKeys) {
    const given = ownOptions(index, key)?.[name];
    if (typeof given === "number") return given;
    if (given !== undefined && typeof part.expression === "string") {
      return own(given as Readonly<Record<string, unknown>>, part.expression) ?? null;
    }
  }
  return null;
}

function ownOptions(index: Index, key: string): Readonly<Record<string, unknown>> | undefined {
  return Reflect.get(index.options, key) as Readonly<Record<string, unknown>> | undefined;
}

function described(part: IndexPart): string {
  const words = [
    part.operatorClass,
    part.order?.toUpperCase(),
    part.nulls === null ? null : `NULLS ${part.nulls.toUpperCase()}`,
  ];
  return [indexPartText(part), ...words.filter((word) => word !== null && word !== undefined)].join(" ");
}

/** The options of an index that its catalogue keeps, with what an absent one means. */
const comparedOptions: Readonly<Record<string, unknown>> = {
  using: "btree",
  include: [],
  nullsNotDistinct: false,
  with: {},
  prefix: null,
  withParser: null,
};

function addOptionDifferences(
  found: string[],
  dialect: Dialect,
  { before, after }: { readonly before: Index; readonly after: Index },
): void {
  const ignored = dialect.comparison?.ignoredIndexOptions;
  for (const name in comparedOptions) {
    if (ignored?.has(name)) continue;
    const given = optionOf(dialect, before, name);
    const wanted = optionOf(dialect, after, name);
    if (given === wanted) continue;
    const [was, becomes] = [shown(given), shown(wanted)];
    if (was !== becomes) found.push(`${name} ${was} to ${becomes}`);
  }
}

function optionOf(dialect: Dialect, index: Index, name: string): unknown {
  for (const key of dialect.optionKeys) {
    const given = ownOptions(index, key)?.[name];
    if (given !== undefined) return given;
  }
  return comparedOptions[name];
}

function shown(value: unknown): string {
  if (typeof value === "string") return value.toLowerCase();
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${key}=${String(member)}`);
  return `(${members.sort().join(", ")})`;
}
