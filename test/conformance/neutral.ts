import { type Column, type ColumnOptions, column, references } from "../../src/schema/column.ts";
import {
  type Constraint,
  check,
  exclude,
  foreignKey,
  primaryKey,
  unique,
} from "../../src/schema/constraints.ts";
import { asc, desc, type Index, type IndexPartInput, index } from "../../src/schema/index-def.ts";
import { MetaData } from "../../src/schema/meta-data.ts";
import type { NamingConvention } from "../../src/schema/naming-convention.ts";
import {
  computed,
  func,
  type Identity,
  identity,
  inlineLiteral,
  nextValue,
  type ServerDefaultInput,
  sqlConstant,
} from "../../src/schema/server-default.ts";
import { type Table, type TableElement, type TableOptions, table } from "../../src/schema/table.ts";
import {
  camelCase,
  isObject,
  type NeutralObject,
  toColumnExpression,
  toIdentifier,
  toName,
  toOptions,
  toSql,
} from "./neutral-names.ts";
import { type NeutralType, toType } from "./neutral-types.ts";

/*
 * The corpus' neutral objects as the values that a user would write with `sa`. The format document fixes their keys,
 * so values are cast to what the format says where JSON does not tell.
 */

const list = (value: unknown): readonly NeutralObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
const names = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** Takes out what is absent, so that it does not count as given. */
function given(options: NeutralObject): NeutralObject {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

const identityKeys: Readonly<Record<string, string>> = {
  minvalue: "minValue",
  maxvalue: "maxValue",
  nominvalue: "noMinValue",
  nomaxvalue: "noMaxValue",
};

function toIdentity(neutral: NeutralObject): Identity {
  return identity(
    Object.fromEntries(
      Object.entries(neutral).map(([key, value]) => [identityKeys[key] ?? camelCase(key), value]),
    ),
  );
}

/** A server default; `null` and absent stay what they are. */
export function toDefault(neutral: unknown): ServerDefaultInput | null | undefined {
  if (neutral === undefined || neutral === null) return neutral;
  if (!isObject(neutral)) return neutral === false ? undefined : String(neutral);
  if ("sql" in neutral) return toSql(neutral);
  if ("func" in neutral) return sqlFunction(String(neutral.func));
  if ("const" in neutral) return sqlConstant(neutral.const as boolean | null);
  if ("identity" in neutral) return toIdentity(neutral.identity as NeutralObject);
  if ("computed" in neutral) return toComputed(neutral.computed as NeutralObject);
  if ("sequence" in neutral) return nextValue(String(neutral.sequence));
  if ("inline_literal" in neutral) return inlineLiteral(neutral.inline_literal);
  throw new Error(`The corpus has the server default ${JSON.stringify(neutral)}.`);
}

function sqlFunction(name: string): ServerDefaultInput {
  const made = { now: func.now, current_date: func.currentDate, current_timestamp: func.currentTimestamp }[
    name
  ];
  return made === undefined ? toSql(`${name}()`) : made();
}

function toComputed(neutral: NeutralObject): ReturnType<typeof computed> {
  return computed(toSql(neutral.sqltext), given({ persisted: neutral.persisted }));
}

export function toColumn(neutral: NeutralObject): Column {
  const name =
    neutral.quote === undefined
      ? toIdentifier(neutral.name)
      : toIdentifier({ quoted: neutral.name, quote: neutral.quote });
  const options = given({
    primaryKey: neutral.primary_key,
    nullable: neutral.nullable,
    autoincrement: neutral.autoincrement,
    serverDefault: toDefault(neutral.server_default),
    unique: neutral.unique,
    index: neutral.index,
    comment: neutral.comment,
    system: neutral.system,
    identity: isObject(neutral.identity) ? toIdentity(neutral.identity) : undefined,
    computed: isObject(neutral.computed) ? toComputed(neutral.computed) : undefined,
    references: list(neutral.foreign_keys).map(toReference),
    checks: list(neutral.checks).map((each) => check(toSql(each.sqltext), { name: toName(each.name) })),
    ...toOptions(neutral.kw),
  });
  return column(name, toType(neutral.type as NeutralType | undefined), options as ColumnOptions);
}

function toReference(neutral: NeutralObject): ReturnType<typeof references> {
  const { target, name, ondelete, onupdate, deferrable, initially, match, use_alter, kw } = neutral;
  return references(
    String(target),
    given({
      name: toName(name),
      onDelete: ondelete,
      onUpdate: onupdate,
      deferrable,
      initially,
      match,
      useAlter: use_alter,
      ...toOptions(kw),
    }),
  );
}

export function toConstraint(neutral: NeutralObject): Constraint {
  const options = given({
    name: toName(neutral.name),
    deferrable: neutral.deferrable,
    initially: neutral.initially,
    comment: neutral.comment,
    ...toOptions(neutral.kw),
  });
  const columns = names(neutral.columns);
  switch (neutral.kind) {
    case "primary_key":
      return primaryKey(columns, options);
    case "unique":
      return unique(columns, options);
    case "check":
      return check(toSql(neutral.sqltext), options);
    case "foreign_key":
      return foreignKey(
        columns,
        names(neutral.refcolumns),
        given({
          ...options,
          onDelete: neutral.ondelete,
          onUpdate: neutral.onupdate,
          match: neutral.match,
          useAlter: neutral.use_alter,
        }),
      );
    case "exclude":
      return exclude(toExcludeElements(neutral.elements), {
        ...options,
        ...given({ using: neutral.using, where: optionalSql(neutral.where), ops: neutral.ops }),
      });
    default:
      throw new Error(`The corpus has a constraint of the kind '${neutral.kind}'.`);
  }
}

export function toExcludeElements(
  neutral: unknown,
): readonly (readonly [ReturnType<typeof toColumnExpression>, string])[] {
  return (Array.isArray(neutral) ? neutral : []).map(
    ([expression, operator]: readonly [unknown, unknown]) =>
      [toColumnExpression(expression), String(operator)] as const,
  );
}

export function optionalSql(neutral: unknown): ReturnType<typeof toSql> | undefined {
  return neutral === undefined || neutral === null ? undefined : toSql(neutral);
}

function toIndexPart(neutral: unknown): IndexPartInput {
  const expression = toColumnExpression(neutral);
  if (!isObject(neutral) || !("column" in neutral)) return expression;
  const order = neutral.nulls === undefined ? {} : { nulls: neutral.nulls as "first" | "last" };
  if (neutral.desc === true) return desc(expression, order);
  return neutral.asc === true || neutral.nulls !== undefined ? asc(expression, order) : expression;
}

export function toIndexParts(neutral: unknown): readonly IndexPartInput[] {
  return (Array.isArray(neutral) ? neutral : []).map(toIndexPart);
}

function toIndex(neutral: NeutralObject): Index {
  return index(
    toName(neutral.name),
    toIndexParts(neutral.columns),
    given({ unique: neutral.unique, ...toOptions(neutral.kw) }),
  );
}

/** The columns, constraints and indexes of a table. */
export function toElements(neutral: NeutralObject): readonly TableElement[] {
  return [
    ...list(neutral.columns).map(toColumn),
    ...list(neutral.constraints).map(toConstraint),
    ...list(neutral.indexes).map(toIndex),
  ];
}

export function toTableOptions(neutral: NeutralObject): TableOptions {
  const { schema, comment, prefixes, kw } = neutral;
  return given({ schema, comment, prefixes, ...toOptions(kw) });
}

export function toTable(neutral: NeutralObject): Table {
  return table(toIdentifier(neutral.name), toElements(neutral), toTableOptions(neutral));
}

export function toNamingConvention(neutral: unknown): NamingConvention {
  return isObject(neutral) ? (neutral as NamingConvention) : {};
}

export function toMetaData(neutral: NeutralObject): MetaData {
  const metadata = new MetaData({
    ...given({ schema: neutral.schema }),
    namingConvention: toNamingConvention(neutral.naming_convention),
  });
  for (const each of list(neutral.tables)) {
    metadata.table(toIdentifier(each.name), toElements(each), toTableOptions(each));
  }
  return metadata;
}
