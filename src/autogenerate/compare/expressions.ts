import { typeCheck } from "../../dialect/default/type-checks.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import { isAlembicError } from "../../errors/index.ts";
import type { CheckConstraint, Constraint } from "../../schema/constraints.ts";
import { type Name, nameText } from "../../schema/names.ts";
import type { SqlText } from "../../schema/sql-text.ts";
import type { Table } from "../../schema/table.ts";
import { type SqlType, typeOn } from "../../schema/types/sql-type.ts";

/**
 * The expressions of a table by the place they have in it: `check:name`, `computed:column`, `default:column`, `type:column`,
 * `index:name:0`, `where:name`, `exclude:name:0`. Checks without a name are `check:` and what {@link scratchName} says,
 * or {@link typeScratchName}.
 */
export function expressionsOf(dialect: Dialect, table: Table): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (place: string, text: SqlText | string | null | undefined): void => {
    if (text !== null && text !== undefined) found.set(place, dialect.literals.sqlText(text));
  };
  checksOf(table).forEach((check, index) => {
    add(`check:${nameOf(check.name, index)}`, check.condition);
  });
  table.columns.forEach(({ name, computed, serverDefault, type }, index) => {
    const column = nameText(name);
    const ofType = typeCheck(dialect, name, type);
    if (ofType !== null) add(typeCheckPlace(ofType, index), ofType.condition);
    add(`computed:${column}`, computed?.text);
    const ofColumn = writtenType(dialect, type);
    if (ofColumn !== null) found.set(`type:${column}`, ofColumn);
    if (serverDefault !== null) {
      found.set(`default:${column}`, dialect.literals.serverDefault(serverDefault, type));
    }
  });
  table.indexes.forEach((each, index) => {
    const name = nameOf(each.name, index);
    each.parts.forEach(({ expression }, place) => {
      if (typeof expression !== "string") add(`index:${name}:${place}`, expression);
    });
    add(`where:${name}`, predicateOf(dialect, each.options));
  });
  excludesOf(table).forEach((each, index) => {
    const name = nameOf(each.name, index);
    each.elements.forEach(({ expression }, place) => {
      if (typeof expression !== "string") add(`exclude:${name}:${place}`, expression);
    });
    add(`where:${name}`, each.where);
  });
  return found;
}

const typeTexts: WeakMap<Dialect, WeakMap<SqlType, string | null>> = new WeakMap();

/** The DDL text of a type in lower case, `null` for one that the dialect does not have: it is the same as no other. */
export function writtenType(dialect: Dialect, type: SqlType): string | null {
  const texts = typeTexts.get(dialect) ?? new WeakMap<SqlType, string | null>();
  typeTexts.set(dialect, texts);
  const known = texts.get(type);
  if (known !== undefined) return known;
  const text = writeType(dialect, type);
  texts.set(type, text);
  return text;
}

function writeType(dialect: Dialect, type: SqlType): string | null {
  try {
    return dialect.types.compile(typeOn(type, dialect.name)).toLowerCase();
  } catch (error) {
    if (isAlembicError(error) && error.code === "UNSUPPORTED") return null;
    throw error;
  }
}

/** The CHECKs of a table, its columns' included; those that a type brings along are no expressions of the models. */
export function checksOf(table: Table): readonly CheckConstraint[] {
  const found = table.constraints.filter((constraint) => constraint.kind === "check");
  // Most columns have none.
  for (const { checks } of table.columns) if (checks.length > 0) found.push(...checks);
  return found.filter((check) => !check.typeBound);
}

export function excludesOf(table: Table): readonly Extract<Constraint, { kind: "exclude" }>[] {
  return table.constraints.filter((constraint) => constraint.kind === "exclude");
}

/** What stands for the name of the n-th object of its kind that has none, while the server writes its text. */
export function scratchName(index: number): string {
  return `alembic_ts_unnamed_${index}`;
}

/** The same for the CHECK that the type of the n-th column brings along. */
export function typeScratchName(index: number): string {
  return `alembic_ts_type_${index}`;
}

/** The place of the CHECK that the type of the n-th column brings along. */
export function typeCheckPlace({ name }: CheckConstraint, index: number): string {
  return `check:${name === null ? typeScratchName(index) : nameText(name)}`;
}

function nameOf(name: Name | null, index: number): string {
  return name === null ? scratchName(index) : nameText(name);
}

/** The predicate of a partial index. */
export function predicateOf(dialect: Dialect, options: Table["options"]): SqlText | string | null {
  for (const key of dialect.optionKeys) {
    const own = Reflect.get(options, key) as { readonly where?: SqlText | string } | undefined;
    if (own?.where !== undefined) return own.where;
  }
  return null;
}
