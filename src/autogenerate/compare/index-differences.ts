import type { Dialect } from "../../dialect/dialect.ts";
import type { Index, IndexPart } from "../../schema/index-def.ts";
import { sameText } from "../same-text.ts";
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
  const [was, becomes] = [before, after].map((index) => predicateText(dialect, index));
  if (!sameOptional(dialect, was ?? null, becomes ?? null)) {
    found.push(`where ${was ?? "nothing"} to ${becomes ?? "nothing"}`);
  }
  return [...found, ...optionDifferences(dialect, before, after)];
}

function predicateText(dialect: Dialect, index: Index): string | null {
  const predicate = predicateOf(dialect, index.options);
  return predicate === null ? null : dialect.literals.sqlText(predicate);
}

function sameOptional(dialect: Dialect, before: string | null, after: string | null): boolean {
  return before === null || after === null ? before === after : sameText(dialect, before, after);
}

interface Placed {
  readonly part: IndexPart;
  readonly index: Index;
}

function samePart(dialect: Dialect, before: Placed, after: Placed): boolean {
  const [left, right] = [before.part.expression, after.part.expression];
  const sameExpression =
    typeof left === "string" || typeof right === "string"
      ? left === right
      : sameText(dialect, dialect.literals.sqlText(left), dialect.literals.sqlText(right));
  if (!sameExpression) return false;
  const wanted = traits(dialect, after);
  return traits(dialect, before).every(
    (trait, place) => trait === wanted[place] || JSON.stringify(trait) === JSON.stringify(wanted[place]),
  );
}

/** Order and NULLS as far as they are not what the database takes anyway, operator class, collation, prefix length. */
function traits(dialect: Dialect, { part, index }: Placed): readonly unknown[] {
  const isDescending = part.order === "desc";
  const nulls = part.nulls === (isDescending ? "first" : "last") ? null : part.nulls;
  const column = typeof part.expression === "string" ? part.expression : null;
  const option = (name: "ops" | "length"): unknown => {
    for (const key of dialect.optionKeys) {
      const given = (Reflect.get(index.options, key) as Readonly<Record<string, unknown>> | undefined)?.[
        name
      ];
      if (typeof given === "number") return given;
      // Both options are one value a column, or one for all.
      if (given !== undefined && column !== null) return (given as Readonly<Record<string, unknown>>)[column];
    }
    return undefined;
  };
  const length = part.length ?? option("length") ?? null;
  return [isDescending, nulls, part.operatorClass ?? option("ops") ?? null, part.collation, length];
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

function optionDifferences(dialect: Dialect, before: Index, after: Index): readonly string[] {
  const ignored = dialect.comparison?.ignoredIndexOptions;
  const found: string[] = [];
  for (const name in comparedOptions) {
    if (ignored?.has(name)) continue;
    const [given, wanted] = [optionOf(dialect, before, name), optionOf(dialect, after, name)];
    if (given === wanted) continue;
    const [was, becomes] = [shown(given), shown(wanted)];
    if (was !== becomes) found.push(`${name} ${was} to ${becomes}`);
  }
  return found;
}

function optionOf(dialect: Dialect, index: Index, name: string): unknown {
  for (const key of dialect.optionKeys) {
    const own = Reflect.get(index.options, key) as Readonly<Record<string, unknown>> | undefined;
    if (own?.[name] !== undefined) return own[name];
  }
  return comparedOptions[name];
}

function shown(value: unknown): string {
  if (typeof value === "string") return value.toLowerCase();
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${key}=${String(member)}`);
  return `(${members.sort().join(", ")})`;
}
