import { MigrationContext, Operations, type SqlText, sa, sql } from "../../src/index.ts";

/** `f` and `inlineLiteral`, which `op` has only while a migration runs. */
export const helpers: Operations = Operations.context(
  MigrationContext.configure({ dialectName: "sqlite", opts: { asSql: true } }),
);

/** An object of the corpus as it was parsed. */
export type NeutralObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is NeutralObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Converts an object of the corpus. Throws for a member that the conversion does not look at: it would be lost. */
export function readWhole<T>(what: string, neutral: NeutralObject, convert: (object: NeutralObject) => T): T {
  const unread = new Set(Object.keys(neutral));
  const watched = new Proxy(neutral, {
    get(target, key) {
      unread.delete(String(key));
      return Reflect.get(target, key);
    },
  });
  const converted = convert(watched);
  if (unread.size === 0) return converted;
  throw new Error(`The runner does not know ${[...unread].join(", ")} of ${what}.`);
}

/** `nulls_not_distinct`, and `default charset`, in camelCase. */
export function camelCase(name: string): string {
  return name.replace(/[_ ]([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}

/** A name of a constraint or index. */
export function toName(neutral: unknown): sa.Name | null {
  if (neutral === null || neutral === undefined) return null;
  return toIdentifier(neutral);
}

/** A name of a table or column. */
export function toIdentifier(neutral: unknown): sa.Identifier {
  if (!isObject(neutral)) return String(neutral);
  if ("f" in neutral) return helpers.f(String(neutral.f));
  return sa.quotedName(String(neutral.quoted), neutral.quote === true);
}

/** Raw SQL text, in which `\:` stands for a colon. */
export function rawText(text: string): string {
  return text.replaceAll("\\:", ":");
}

/** Text or `{ sql }` as an expression. */
export function toSql(neutral: unknown): SqlText {
  if (isObject(neutral)) return sql.raw(rawText(String(neutral.sql ?? neutral.literal_column)));
  return sql.raw(rawText(String(neutral)));
}

/** A column of an index: a name or an expression. */
export function toColumnExpression(neutral: unknown): string | SqlText {
  if (!isObject(neutral)) return String(neutral);
  if (!("column" in neutral)) return toSql(neutral);
  const column = String(neutral.column);
  return neutral.func === undefined ? column : sql`${sql.raw(String(neutral.func))}(${sql.id(column)})`;
}

const dialectNames = ["postgresql", "mysql", "mariadb", "sqlite", "mssql", "oracle"];

/** Keyword arguments as nested dialect options, and those that belong to no dialect by themselves. */
export function toOptions(kw: unknown): NeutralObject {
  const options: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(isObject(kw) ? kw : {})) {
    const dialect = dialectNames.find((name) => key.startsWith(`${name}_`));
    if (dialect === undefined) options[camelCase(key)] = value;
    else {
      const members = (options[dialect] ?? {}) as NeutralObject;
      options[dialect] = { ...members, [camelCase(key.slice(dialect.length + 1))]: optionValue(value) };
    }
  }
  return options;
}

function optionValue(value: unknown): unknown {
  return isObject(value) && "sql" in value ? toSql(value) : value;
}
