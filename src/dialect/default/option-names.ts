import type { SqlDirective } from "../../directives/index.ts";
import { SchemaError } from "../../errors/index.ts";
import type { Column } from "../../schema/column.ts";
import type { Constraint } from "../../schema/constraints.ts";
import type { DialectOptions } from "../../schema/dialect-options.ts";
import type { Index } from "../../schema/index-def.ts";
import { type Name, nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import { dialectAliases } from "../aliases.ts";
import type { DdlDialect } from "./grammar.ts";

/** What options can stand on. */
export type OptionOwner = "table" | "column" | "index" | Constraint["kind"] | "alter_column" | "drop_column";

/** Which options a dialect knows on what; `"any"` where it passes them on. */
export type OptionNames = Readonly<Partial<Record<OptionOwner, readonly string[] | "any">>>;

/** The options that an interface names, beside the signature that lets all others through. */
type NamedOption<T> = keyof {
  [K in keyof T as string extends K ? never : number extends K ? never : K]: unknown;
};

/** The options of a dialect by what they stand on. The compiler refuses it when one of the interface stands nowhere. */
export function optionNamesOf<T>(): <
  const N extends Readonly<Partial<Record<OptionOwner, readonly (NamedOption<T> & string)[]>>>,
>(
  names: N & ([NamedOption<T>] extends [NonNullable<N[keyof N & OptionOwner]>[number]] ? unknown : never),
) => OptionNames {
  return (names) => names;
}

/** Something with options, and its name. */
interface Owned {
  readonly owner: OptionOwner;
  readonly options: DialectOptions;
  readonly name: Name | null;
}

/** Throws SCHEMA for an option of the dialect that it does not know there: a predicate with a typing error would be lost. */
export function checkOptionNames(
  { name, optionKeys }: Pick<DdlDialect, "name" | "optionKeys">,
  known: OptionNames,
  directive: SqlDirective,
): void {
  for (const owned of ownersIn(directive)) {
    if (isEmpty(owned.options)) continue;
    refuseAlias(owned);
    const names = known[owned.owner] ?? [];
    if (names === "any") continue;
    for (const key of optionKeys) {
      // The options of a dialect are one object under its name.
      const given = (owned.options as Readonly<Record<string, object | undefined>>)[key] ?? {};
      const stray = Object.entries(given).find(
        ([each, value]) => value !== undefined && !names.includes(each),
      );
      if (stray !== undefined) {
        throw unknownOption(`${key}.${stray[0]}`, { place: placeOf(owned), dialect: name, names });
      }
    }
  }
}

/** Most things have no options, and are many: nothing is made for them. */
function isEmpty(options: DialectOptions): boolean {
  for (const _key in options) return false;
  return true;
}

/** Options of other dialects are left alone, and those under a name that no dialect has would be left alone by all. */
function refuseAlias(owned: Owned): void {
  const alias = Object.keys(owned.options).find((key) => Object.hasOwn(dialectAliases, key));
  if (alias === undefined) return;
  throw new SchemaError(
    `The options of ${placeOf(owned)} stand under '${alias}', which is no dialect's own name.`,
    {
      hint: `Write { ${dialectAliases[alias]}: { … } }.`,
      details: { option: alias },
    },
  );
}

function ownersIn(directive: SqlDirective): readonly Owned[] {
  switch (directive.kind) {
    case "create_table":
      return ofTable(directive.table);
    case "add_column":
      return [ofColumn(directive.column)];
    case "create_index":
      return [ofIndex(directive.index)];
    case "drop_index":
      return [{ owner: "index", options: directive.options, name: directive.indexName ?? "" }];
    case "create_primary_key":
    case "create_unique_constraint":
    case "create_check_constraint":
    case "create_foreign_key":
    case "create_exclude_constraint":
      return [ofConstraint(directive.constraint)];
    case "alter_column":
    case "drop_column":
      return [{ owner: directive.kind, options: directive.options, name: directive.columnName }];
    case "drop_table":
      return [{ owner: "table", options: directive.options, name: directive.tableName }];
    default:
      return [];
  }
}

const ofTable = (table: Table): readonly Owned[] => [
  { owner: "table", options: table.options, name: table.name },
  ...table.columns.map(ofColumn),
  ...table.constraints.map(ofConstraint),
  ...table.indexes.map(ofIndex),
];

const ofColumn = ({ options, name }: Column): Owned => ({ owner: "column", options, name });

const ofConstraint = ({ kind, options, name }: Constraint): Owned => ({ owner: kind, options, name });

const ofIndex = ({ options, name }: Index): Owned => ({ owner: "index", options, name });

/** What people call the owner of options: `index 'ix_account'`. */
function placeOf({ owner, name }: Owned): string {
  if (owner === "alter_column" || owner === "drop_column") return `${owner} of '${nameText(name ?? "")}'`;
  const what = owner.replace("_", " ");
  return name === null ? `an unnamed ${what}` : `${what} '${nameText(name)}'`;
}

function unknownOption(
  option: string,
  {
    place,
    dialect,
    names,
  }: { readonly place: string; readonly dialect: string; readonly names: readonly string[] },
): SchemaError {
  return new SchemaError(`${dialect} has no option '${option}' for ${place}.`, {
    hint:
      names.length === 0
        ? "Leave it out: there are none here."
        : `Correct the name, or leave it out. There are: ${names.join(", ")}.`,
    details: { dialect, option },
  });
}
