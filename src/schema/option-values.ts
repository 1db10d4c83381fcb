import { isSqlFragmentLike, isSqlText } from "./sql-text.ts";

/** What a value has to be: in words, and as a test. */
interface Expected {
  readonly words: string;
  readonly accepts: (value: unknown) => boolean;
}

const isText = (value: unknown): boolean => typeof value === "string";
const isObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isListOf =
  (isItem: (item: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(isItem);
const isOfKind =
  (...kinds: readonly string[]) =>
  (value: unknown): boolean =>
    typeof value === "object" && value !== null && "kind" in value && kinds.includes(String(value.kind));

/** Whether a value is a name: a text, or what `op.f` and `sa.quotedName` make. */
export function isName(value: unknown): boolean {
  return (
    isText(value) ||
    (isOfKind("quoted_name", "final_name")(value) && isText((value as { readonly text?: unknown }).text))
  );
}

/** Whether a value is SQL as it is written: a text, `` sql`…` ``, or a fragment of a query builder. */
export function isSql(value: unknown): boolean {
  return isText(value) || isSqlText(value) || isSqlFragmentLike(value);
}

const orNone = ({ words, accepts }: Expected): Expected => ({
  words: `${words}, or null`,
  accepts: (value) => value === null || accepts(value),
});

const text: Expected = { words: "a text", accepts: isText };
const textOrNone = orNone(text);
/** `null` is no answer, and as good as none. */
const flag: Expected = {
  words: "true or false",
  accepts: (value) => value === null || typeof value === "boolean",
};
const object = orNone({ words: "an object", accepts: isObject });
const wholeNumber: Expected = {
  words: "a whole number",
  accepts: (value) => Number.isInteger(value) || typeof value === "bigint",
};

function all(names: string, expected: Expected): readonly (readonly [string, Expected])[] {
  return names.split(" ").map((name) => [name, expected]);
}

/** What options are, by name: an option of one name is the same thing wherever it is taken. */
const expectations: ReadonlyMap<string, Expected> = new Map([
  ...all("schema sourceSchema referentSchema comment existingComment renamedFrom", textOrNone),
  ...all("onDelete onUpdate initially match using", textOrNone),
  ...all("insertBefore insertAfter key dataType", text),
  ...all("ifExists ifNotExists inlineReferences inlinePrimaryKey multiInsert", flag),
  ...all("unique index primaryKey nullable system useAlter deferrable persisted", flag),
  ...all("always cycle noMinValue noMaxValue onNull order", flag),
  ...all("start increment minValue maxValue cache", wholeNumber),
  ...all("info tableOptions namingConvention", object),
  ["name", orNone({ words: 'a name such as "uq_account_email", op.f(…)', accepts: isName })],
  ["where", orNone({ words: "SQL text: a string or sql`…`", accepts: isSql })],
  ["prefixes", orNone({ words: 'an array of texts such as ["TEMPORARY"]', accepts: isListOf(isText) })],
  [
    "ops",
    orNone({
      words: 'an object of texts such as { room: "gist_int4_ops" }',
      accepts: (value) => isObject(value) && Object.values(value as object).every(isText),
    }),
  ],
  [
    "autoincrement",
    { words: 'true or false, or "auto"', accepts: (value) => flag.accepts(value) || value === "auto" },
  ],
  ["computed", orNone({ words: 'what sa.computed("price * qty") makes', accepts: isOfKind("computed") })],
  ["identity", orNone({ words: "what sa.identity({ start: 1 }) makes", accepts: isOfKind("identity") })],
  [
    "nulls",
    {
      words: '"first" or "last"',
      accepts: (value) => value === null || value === "first" || value === "last",
    },
  ],
  [
    "reflectColumns",
    orNone({ words: "an array of columns, made by sa.column(…)", accepts: isListOf(isOfKind("column")) }),
  ],
  [
    "tableElements",
    orNone({
      words: "an array of constraints, made by sa.unique(…), sa.check(…) and such",
      accepts: isListOf(isOfKind("primary_key", "unique", "check", "foreign_key", "exclude")),
    }),
  ],
  [
    "partialReordering",
    orNone({
      words: 'an array of groups of names such as [["name", "email"]]',
      accepts: isListOf(isListOf(isText)),
    }),
  ],
  ["columnReflect", { words: "a function of a column", accepts: (value) => typeof value === "function" }],
]);

/** What an option of this name must be, where the value is something else; `null` where it fits or is not given. */
export function expectedInstead(option: string, value: unknown): string | null {
  if (value === undefined) return null;
  const expected = expectations.get(option);
  return expected === undefined || expected.accepts(value) ? null : expected.words;
}
