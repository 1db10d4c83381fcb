import { SchemaError } from "../errors/index.ts";
import { own } from "../util/own.ts";
import type { Constraint } from "./constraints.ts";
import type { Index } from "./index-def.ts";
import { finalName, isFinalName, type Name, nameText } from "./names.ts";
import type { NamingConvention } from "./naming-convention.ts";
import { columnNamed, type Table } from "./table.ts";

/** What a naming convention names. */
export type Nameable = Constraint | Index;

const conventionKeys: Readonly<Record<Nameable["kind"], string | null>> = {
  index: "ix",
  unique: "uq",
  check: "ck",
  foreign_key: "fk",
  primary_key: "pk",
  exclude: null,
};

/**
 * The name that a constraint or index gets: its own, unless it has none or the convention wraps given names in
 * `%(constraint_name)s`; `null` stays unnamed (PARITY P-5.5). What a convention made is a final name.
 * Throws SCHEMA for a token that is not known, or that needs a name where there is none.
 */
export function resolveName(item: Nameable, table: Table, convention: NamingConvention): Name | null {
  if (isFinalName(item.name)) return item.name;
  const key = conventionKeys[item.kind];
  const pattern = key === null ? undefined : convention[key];
  if (pattern === undefined) return item.name;
  if (typeof pattern === "function") return item.name ?? finalName(pattern(item, table));
  if (item.name !== null && !pattern.includes("constraint_name")) return item.name;
  return finalName(expand(pattern, (token) => tokenText(token, { item, table, convention })));
}

/** Python's `%(token)s`, with `%%` for a percent sign. */
function expand(pattern: string, text: (token: string) => string): string {
  return pattern.replace(/%%|%\(([^)]*)\)s/g, (match, token: string | undefined) =>
    token === undefined ? match.slice(1) : text(token),
  );
}

interface NamingScope {
  readonly item: Nameable;
  readonly table: Table;
  readonly convention: NamingConvention;
}

const simpleTokens: Readonly<Record<string, (scope: NamingScope) => string>> = {
  table_name: ({ table }) => nameText(table.name),
  constraint_name: givenName,
  referred_table_name: ({ item }) => (item.kind === "foreign_key" ? item.referredTable : needsForeignKey()),
};

function tokenText(token: string, scope: NamingScope): string {
  const given = own(scope.convention, token);
  if (typeof given === "function") return given(scope.item, scope.table);
  return own(simpleTokens, token)?.(scope) ?? columnToken(token, scope) ?? unknownToken(token);
}

function givenName({ item }: NamingScope): string {
  if (item.name !== null) return nameText(item.name);
  throw new SchemaError(
    "Naming convention including %(constraint_name)s token requires that constraint is explicitly named.",
    { hint: "Give the constraint a name, or leave %(constraint_name)s out of the convention." },
  );
}

/** `column_0_name`, `column_1_key`, `column_0N_name` (all, joined), `column_0_N_label` (all, with `_`), `referred_…`. */
const columnPattern = /^(referred_)?column_(\d+)(_?N)?_(name|key|label)$/;

function columnToken(token: string, scope: NamingScope): string | null {
  const match = columnPattern.exec(token);
  if (match === null) return null;
  const [, referred, first = "0", plural, what = "name"] = match;
  const names = referred === undefined ? columnNames(scope.item) : referredColumns(scope.item);
  const write = referred === undefined ? columnText(what, scope.table) : (name: string) => name;
  if (plural !== undefined) return names.map(write).join(plural === "N" ? "" : "_");
  const name = names[Number(first)];
  if (name !== undefined) return write(name);
  if (scope.item.kind === "index") throw indexWithoutColumn(scope.table);
  return "";
}

function columnNames(item: Nameable): readonly string[] {
  if (item.kind === "index") {
    return item.parts.map((part) => part.expression).filter((each) => typeof each === "string");
  }
  if (item.kind === "exclude") {
    return item.elements.map((element) => element.expression).filter((each) => typeof each === "string");
  }
  return item.kind === "check" ? [] : item.columns;
}

function referredColumns(item: Nameable): readonly string[] {
  return item.kind === "foreign_key" ? item.referredColumns : needsForeignKey();
}

function columnText(what: string, table: Table): (name: string) => string {
  if (what === "key") return (name) => columnNamed(table, name)?.key ?? name;
  if (what === "name") return (name) => name;
  const schema = table.schema === null ? "" : `${table.schema.replaceAll(".", "_")}_`;
  return (name) => `${schema}${nameText(table.name)}_${name}`;
}

function needsForeignKey(): never {
  throw new SchemaError("A naming convention uses a referred_… token for something that is no foreign key.", {
    hint: "Use the referred_… tokens in the pattern fk only.",
  });
}

function indexWithoutColumn(table: Table): SchemaError {
  return new SchemaError(
    `An index of table '${nameText(table.name)}' names no column, which the naming convention makes its name of.`,
    { hint: 'Give the index a name; to drop it, the one that it has in the database as op.f("…").' },
  );
}

function unknownToken(token: string): never {
  throw new SchemaError(`The naming convention uses the token %(${token})s, which nothing defines.`, {
    hint: "Use a built-in token, or add a function of that name to the naming convention.",
  });
}
