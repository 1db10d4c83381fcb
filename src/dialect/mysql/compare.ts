import type { UniqueConstraint } from "../../schema/constraints.ts";
import type { SqlType } from "../../schema/types/sql-type.ts";
import { memoize } from "../../util/memoize.ts";
import { own } from "../../util/own.ts";
import type { ComparisonRules, DefaultPair, KeySets } from "../comparison.ts";
import { numberValue, squeezed, stringValue, withoutParentheses } from "../default/compare-text.ts";
import { bytesDiffer } from "./compare-bytes.ts";
import { computedStatements } from "./compare-computed.ts";
import { normalise } from "./compare-normalise.ts";
import { tableOptionChanges } from "./compare-table-options.ts";
import { standardStrings } from "./standard-strings.ts";

/** What MySQL and MariaDB make of types, defaults and keys. */
export const mysqlComparison: ComparisonRules = {
  typeSynonyms: [new Set(["bool", "tinyint"]), new Set(["json", "longtext"])],
  optionalTypeParts: [/character set [\w-]+/, /collate [\w-]+/],
  typesDiffer,
  defaultsDiffer,
  computedStatements,
  uniquesAreIndexes: true,
  foreignKeysHoldIndexes: true,
  foreignKeysHoldTypes: true,
  // MySQL manual, RENAME TABLE Statement; MariaDB does the same.
  foreignKeyInfix: "_ibfk_",
  columnChecksAreRestated: true,
  countingColumnsAreKeys: true,
  normalise,
  tableOptionChanges,
  compareUniques,
  sameType: (inspected, model) => typeSpelling(inspected) === typeSpelling(model),
  sameExpression: (inspected, model) => modelSpelling(model) === modelSpelling(inspected),
  correctKeys,
  // The catalogue has the method that the engine took, whatever was asked for.
  ignoredIndexOptions: new Set(["using"]),
  // InnoDB checks foreign keys at once, so RESTRICT and NO ACTION are the same (MySQL manual, FOREIGN KEY Constraints).
  noActionWords: new Set(["RESTRICT"]),
};

/** Display widths of whole numbers mean nothing; BOOL, JSON and NUMERIC are other words. */
const typeSpelling: (text: string) => string = memoize(
  (text) => text,
  (text) =>
    text
      .replace(/^(tinyint|smallint|mediumint|int|integer|bigint)\(\d+\)/, "$1")
      .replace(/^bool$/, "tinyint")
      .replace(/^json$|^longtext character set utf8mb4 collate utf8mb4_bin$/, "longtext json")
      .replace(/^numeric\b/, "decimal")
      .replaceAll(" ", ""),
);

/**
 * `!=` is written `<>`, names lose their quotes. MySQL puts the character set before each string, and parentheses around
 * a number behind a minus sign when the expression came by ALTER TABLE.
 */
function modelSpelling(text: string): string {
  return squeezed(withoutParentheses(standardStrings(text)))
    .replaceAll("!=", "<>")
    .replaceAll("`", "")
    .replace(/(?<![\w$])_[a-z]\w*(?=')/g, "")
    .replace(/-\((\d+(?:\.\d+)?)\)/g, "-$1");
}

/** Labels of enums are compared as sets: their order is a matter of taste. */
function typesDiffer(inspected: SqlType, model: SqlType): boolean | null {
  const left = enumLabels(inspected);
  const right = left === null ? null : enumLabels(model);
  if (left === null || right === null) return null;
  return left.size !== right.size || [...left].some((label) => !right.has(label));
}

function enumLabels(type: SqlType): ReadonlySet<string> | null {
  return type.name === "enum" && type.options.values !== undefined && type.options.nativeEnum !== false
    ? new Set(type.options.values)
    : null;
}

function defaultsDiffer({ inspected: column, inspectedText, modelText }: DefaultPair): boolean | null {
  if (inspectedText !== null && modelText !== null) {
    const answer = bytesDiffer(column.type, inspectedText, modelText);
    if (answer !== null) return answer;
  }
  const [inspected, model] = [normalDefault(inspectedText), normalDefault(modelText)];
  if (inspected.update !== model.update) return true;
  if (inspected.value === model.value) return false;
  if (
    inspected.value === null ||
    model.value === null ||
    (isPlain(inspected.value) && isPlain(model.value))
  ) {
    return inspected.value !== shownByMariadb(model.value);
  }
  return null;
}

/** MariaDB 10 shows a question mark for a character beyond the Basic Multilingual Plane, in its statements, too. */
function shownByMariadb(value: string | null): string | null {
  return value?.replace(/[\u{10000}-\u{10ffff}]/gu, "?") ?? null;
}

interface NormalDefault {
  /** A number bare, a string in quotes, an expression squeezed. */
  readonly value: string | null;
  readonly update: string | null;
}

const now = /^(?:now|current_timestamp|localtime|localtimestamp)(?:\((\d?)\))?$/;
const constants: Readonly<Record<string, string | null>> = { null: null, true: "1", false: "0" };

function normalDefault(text: string | null): NormalDefault {
  if (text === null) return { value: null, update: null };
  const [, before = text, update = null] = /^(.*?)\s+on update\s+(\S+)$/is.exec(text) ?? [];
  return { value: normalValue(before), update: update === null ? null : normalValue(update) };
}

function normalValue(text: string): string | null {
  const bare = withoutParentheses(standardStrings(text));
  const literal = stringValue(bare);
  if (literal !== null) return numberValue(literal) ?? bare;
  const expression = squeezed(bare);
  const constant = own(constants, expression);
  if (constant !== undefined) return constant;
  const precision = now.exec(expression);
  if (precision !== null) return `current_timestamp(${precision[1] === "0" ? "" : (precision[1] ?? "")})`;
  return numberValue(expression) ?? expression;
}

function isPlain(value: string): boolean {
  return stringValue(value) !== null || numberValue(value) !== null;
}

/** Foreign keys refer to the first columns of a key in their order; other columns are another difference. */
function compareUniques(
  { columns: before }: UniqueConstraint,
  { columns: after }: UniqueConstraint,
): readonly string[] {
  const isReordered =
    before.length === after.length &&
    before.every((column) => after.includes(column)) &&
    before.some((column, place) => column !== after[place]);
  return isReordered ? [`order of columns (${before.join(", ")}) to (${after.join(", ")})`] : [];
}

/** Indexes that a foreign key brought along count on neither side. */
function correctKeys(keys: KeySets): void {
  const implied = new Set(keys.database.impliedIndexes);
  keys.modelIndexes = keys.modelIndexes.filter(
    ({ name }) => name === null || !implied.has(typeof name === "string" ? name : name.text),
  );
}
