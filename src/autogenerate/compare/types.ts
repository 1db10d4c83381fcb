import type { ComparisonRules } from "../../dialect/comparison.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import { isAlembicError } from "../../errors/index.ts";
import type { Column } from "../../schema/column.ts";
import { type SqlType, typeOn } from "../../schema/types/sql-type.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { displayName } from "../diff-names.ts";
import type { Comparator } from "../plugins/comparators.ts";
import { describeType } from "./describe-type.ts";

/** Compares the types of a column. */
export const compareTypes: Comparator<"column"> = async (
  context,
  alter,
  _schema,
  tableName,
  columnName,
  database,
  metadata,
) => {
  alter.existingType = database.type;
  const where = `${displayName(tableName, alter.schema)}.${columnName}`;
  if (isNullType(database.type)) {
    context.log("types", `Couldn't determine database type for column '${where}'`);
    return;
  }
  if (isNullType(metadata.type)) {
    context.log("types", `Column '${where}' has no type within the model; can't compare`);
    return;
  }
  if (!(await columnTypesDiffer(context, database, metadata))) return;
  alter.modifyType = metadata.type;
  context.log(
    "types",
    `Detected type change from ${describeType(database.type)} to ${describeType(metadata.type)} on '${where}'`,
  );
};

/** Whether a type is unknown. */
export function isNullType(type: SqlType): boolean {
  return type.family === "generic" && type.name === "null";
}

async function columnTypesDiffer(
  context: AutogenContext,
  database: Column,
  metadata: Column,
): Promise<boolean> {
  const { compareType = true } = context.opts;
  if (compareType === false) return false;
  if (typeof compareType === "function") {
    const answer = await compareType(
      context.migrationContext,
      database,
      metadata,
      database.type,
      metadata.type,
    );
    if (answer !== null && answer !== undefined) return answer;
  }
  return typesDiffer(context.dialect, database, metadata);
}

/** Whether two column types differ, by the dialect's rules and by the texts that it writes for them. */
function typesDiffer(dialect: Dialect, database: Column, metadata: Column): boolean {
  const rules = dialect.comparison ?? {};
  const inspected = typeOn(database.type, dialect.name);
  const model = typeOn(metadata.type, dialect.name);
  const answer = rules.typesDiffer?.(inspected, model) ?? null;
  if (answer !== null) return answer;
  return textsDiffer(rules, textOrName(dialect, inspected, database), textOrName(dialect, model, metadata));
}

/** The DDL text of a type; of a type that this database does not have, its name, which then differs. */
function textOrName(dialect: Dialect, type: SqlType, column: Column): string {
  try {
    return dialect.types.compile(type, column);
  } catch (error) {
    if (isAlembicError(error) && error.code === "UNSUPPORTED") return `unsupported ${type.name}`;
    throw error;
  }
}

/** A type's text, taken apart. */
interface TypeText {
  readonly first: string;
  readonly words: readonly string[];
  readonly arguments: readonly string[];
  readonly parts: readonly (string | null)[];
}

function parse(rules: ComparisonRules, text: string): TypeText {
  let rest = text.toLowerCase();
  const parts = (rules.optionalTypeParts ?? []).map((expression) => {
    const found = expression.exec(rest)?.[0] ?? null;
    if (found !== null) rest = rest.replace(found, " ");
    return found;
  });
  const inside = [...rest.matchAll(/\(([^)]*)\)/g)].map(([, content = ""]) => content);
  // Brackets of arrays count for nothing here: the plugin for types looks at them.
  const [first = "", ...words] = rest.replace(/\([^)]*\)/g, " ").match(/[\p{L}\p{N}_-]+/gu) ?? [];
  const args = inside.flatMap((content) => content.split(",").map((each) => each.trim()));
  return { first, words, arguments: args, parts };
}

function textsDiffer(rules: ComparisonRules, inspected: string, model: string): boolean {
  if (inspected === model) return false;
  const [left, right] = [parse(rules, inspected), parse(rules, model)];
  if (left.first !== right.first && !areSynonyms(rules, left, right)) return true;
  if (left.words.length === right.words.length && left.words.join(" ") !== right.words.join(" ")) return true;
  if (left.arguments.length === right.arguments.length && left.arguments.join() !== right.arguments.join())
    return true;
  return left.parts.some((part, index) => {
    const other = right.parts[index] ?? null;
    return part !== null && other !== null && part !== other;
  });
}

/** The same on every database. */
const commonSynonyms: ReadonlySet<string> = new Set(["numeric", "decimal"]);

function areSynonyms(rules: ComparisonRules, left: TypeText, right: TypeText): boolean {
  const whole = (text: TypeText): string => [text.first, ...text.words].join(" ");
  return [commonSynonyms, ...(rules.typeSynonyms ?? [])].some(
    (set) => (set.has(left.first) && set.has(right.first)) || (set.has(whole(left)) && set.has(whole(right))),
  );
}
