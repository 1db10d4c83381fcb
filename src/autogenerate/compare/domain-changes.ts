import type { Dialect } from "../../dialect/dialect.ts";
import type { ReflectedDatabase } from "../../dialect/reflection.ts";
import type { Directive } from "../../directives/index.ts";
import { nameText } from "../../schema/names.ts";
import type { SqlType, TypeOptions } from "../../schema/types/sql-type.ts";
import type { AutogenContext } from "../autogen-context.ts";
import { sameOptionalText } from "../same-text.ts";
import { sqlChange } from "./sql-change.ts";

/** A domain that both sides have. */
interface DomainPair {
  readonly key: string;
  readonly existing: SqlType;
  readonly wanted: SqlType;
}

/** Gives domains the default, NOT NULL and CHECK of the models; the type that they are based on stays. */
export async function domainChanges(
  context: AutogenContext,
  database: ReflectedDatabase,
  pairs: readonly DomainPair[],
): Promise<Directive[]> {
  const { dialect } = context;
  const open = pairs.filter((pair) => differences(dialect, pair).length > 0);
  if (open.length === 0) return [];
  const domains = open.map(({ wanted }) => wanted);
  const written = await dialect.comparison?.normaliseDomains?.(context.connection, {
    dialect,
    database,
    domains,
  });
  return open.flatMap((pair, index) => change(context, pair, written?.[index] ?? pair.wanted));
}

type Part = "default" | "notNull" | "check";

function differences(dialect: Dialect, { existing, wanted }: Omit<DomainPair, "key">): readonly Part[] {
  const [before, after] = [existing.options, wanted.options];
  const found: Part[] = [];
  if (!sameOptionalText(dialect, defaultText(dialect, before), defaultText(dialect, after)))
    found.push("default");
  if (Boolean(before.notNull) !== Boolean(after.notNull)) found.push("notNull");
  const isRenamed =
    after.check !== undefined &&
    after.constraintName !== undefined &&
    after.constraintName !== before.constraintName;
  if (isRenamed || !sameOptionalText(dialect, checkText(dialect, before), checkText(dialect, after))) {
    found.push("check");
  }
  return found;
}

function defaultText({ literals }: Dialect, { default: value }: TypeOptions): string | null {
  if (value === undefined) return null;
  return typeof value === "string" ? literals.string(value) : literals.sqlText(value);
}

function checkText({ literals }: Dialect, { check }: TypeOptions): string | null {
  return check === undefined ? null : literals.sqlText(check);
}

function change(context: AutogenContext, pair: DomainPair, written: SqlType): readonly Directive[] {
  const { key, existing, wanted } = pair;
  const { dialect } = context;
  const found = differences(dialect, { existing, wanted: written });
  const isManifold = existing.options.check !== undefined && existing.options.constraintName === undefined;
  if (isManifold && found.includes("check")) {
    context.warn(`Domain '${key}' has several CHECK constraints, which are left as they are.`);
  }
  const parts = isManifold ? found.filter((part) => part !== "check") : found;
  if (parts.length === 0) return [];
  context.log("types", `Detected changed domain '${key}': ${parts.map((part) => words[part]).join(", ")}`);
  const { constraintName = existing.options.constraintName } = wanted.options;
  const name = constraintName ?? `${nameText(wanted.options.name ?? "")}_check`;
  const target = { ...wanted, options: { ...wanted.options, constraintName: name } };
  return [
    sqlChange(statements(dialect, parts, [existing, target]), statements(dialect, parts, [target, existing])),
  ];
}

const words: Readonly<Record<Part, string>> = { default: "default", notNull: "NOT NULL", check: "CHECK" };

/** ALTER DOMAIN from one form of a domain to another. */
function statements(
  dialect: Dialect,
  parts: readonly Part[],
  [from, to]: readonly [SqlType, SqlType],
): string {
  const { quote } = dialect.identifiers;
  const clauses = parts.flatMap((part): readonly string[] => {
    if (part === "notNull") return [`${to.options.notNull ? "SET" : "DROP"} NOT NULL`];
    if (part === "default") {
      const value = defaultText(dialect, to.options);
      return [value === null ? "DROP DEFAULT" : `SET DEFAULT ${value}`];
    }
    const check = checkText(dialect, to.options);
    return [
      ...(from.options.check === undefined
        ? []
        : [`DROP CONSTRAINT ${quote(from.options.constraintName ?? "")}`]),
      ...(check === null
        ? []
        : [`ADD CONSTRAINT ${quote(to.options.constraintName ?? "")} CHECK (${check})`]),
    ];
  });
  return clauses.map((clause) => `ALTER DOMAIN ${dialect.types.compile(to)} ${clause}`).join(";\n");
}
