import { sa } from "../../src/index.ts";
import {
  camelCase,
  helpers,
  isObject,
  type NeutralObject,
  readWhole,
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

function toIdentity(neutral: NeutralObject): sa.Identity {
  return sa.identity(
    Object.fromEntries(
      Object.entries(neutral).map(([key, value]) => [identityKeys[key] ?? camelCase(key), value]),
    ),
  );
}

/** A server default; `null` and absent stay what they are. */
export function toDefault(neutral: unknown): sa.ServerDefaultInput | null | undefined {
  if (neutral === undefined || neutral === null) return neutral;
  if (!isObject(neutral)) return neutral === false ? undefined : String(neutral);
  if ("sql" in neutral) return toSql(neutral);
  if ("func" in neutral) return sqlFunction(String(neutral.func));
  if ("const" in neutral) return constant(neutral.const);
  if ("identity" in neutral) return toIdentity(neutral.identity as NeutralObject);
  if ("computed" in neutral) return toComputed(neutral.computed as NeutralObject);
  if ("sequence" in neutral) return sa.nextValue(String(neutral.sequence));
  if ("inline_literal" in neutral) return helpers.inlineLiteral(neutral.inline_literal);
  throw new Error(`The corpus has the server default ${JSON.stringify(neutral)}.`);
}

function constant(value: unknown): sa.ServerDefaultInput {
  if (value === null) return sa.null();
  return value === true ? sa.true() : sa.false();
}

function sqlFunction(name: string): sa.ServerDefaultInput {
  const made = {
    now: sa.func.now,
    current_date: sa.func.currentDate,
    current_timestamp: sa.func.currentTimestamp,
  }[name];
  return made === undefined ? toSql(`${name}()`) : made();
}

function toComputed(neutral: NeutralObject): ReturnType<typeof sa.computed> {
  return sa.computed(toSql(neutral.sqltext), given({ persisted: neutral.persisted }));
}

export function toColumn(whole: NeutralObject): sa.Column {
  return readWhole("a column", whole, columnOf);
}

function columnOf(neutral: NeutralObject): sa.Column {
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
    checks: list(neutral.checks).map((each) => sa.check(toSql(each.sqltext), { name: toName(each.name) })),
    ...toOptions(neutral.kw),
  });
  return sa.column(name, toType(neutral.type as NeutralType | undefined), options as sa.ColumnOptions);
}

function toReference(whole: NeutralObject): ReturnType<typeof sa.references> {
  return readWhole("a foreign key of a column", whole, referenceOf);
}

function referenceOf(neutral: NeutralObject): ReturnType<typeof sa.references> {
  const { target, name, ondelete, onupdate, deferrable, initially, match, use_alter, kw } = neutral;
  return sa.references(
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

export function toConstraint(whole: NeutralObject): sa.Constraint {
  return readWhole("a constraint", whole, constraintOf);
}

function constraintOf(neutral: NeutralObject): sa.Constraint {
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
      return sa.primaryKey(columns, options);
    case "unique":
      return sa.unique(columns, options);
    case "check":
      return sa.check(toSql(neutral.sqltext), options);
    case "foreign_key":
      return sa.foreignKey(
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
      return sa.exclude(toExcludeElements(neutral.elements), {
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

function toIndexPart(neutral: unknown): sa.IndexPartInput {
  const expression = toColumnExpression(neutral);
  if (!isObject(neutral) || !("column" in neutral)) return expression;
  const order = neutral.nulls === undefined ? {} : { nulls: neutral.nulls as "first" | "last" };
  if (neutral.desc === true) return sa.desc(expression, order);
  return neutral.asc === true || neutral.nulls !== undefined ? sa.asc(expression, order) : expression;
}

export function toIndexParts(neutral: unknown): readonly sa.IndexPartInput[] {
  return (Array.isArray(neutral) ? neutral : []).map(toIndexPart);
}

function toIndex(whole: NeutralObject): sa.Index {
  return readWhole("an index", whole, indexOf);
}

function indexOf(neutral: NeutralObject): sa.Index {
  return sa.index(
    toName(neutral.name),
    toIndexParts(neutral.columns),
    given({ unique: neutral.unique, ...toOptions(neutral.kw) }),
  );
}

/** The columns, constraints and indexes of a table. */
export function toElements(neutral: NeutralObject): readonly sa.TableElement[] {
  return [
    ...list(neutral.columns).map(toColumn),
    ...list(neutral.constraints).map(toConstraint),
    ...list(neutral.indexes).map(toIndex),
  ];
}

export function toTableOptions(neutral: NeutralObject): sa.TableOptions {
  const { schema, comment, prefixes, kw } = neutral;
  return given({ schema, comment, prefixes, ...toOptions(kw) });
}

export function toTable(neutral: NeutralObject): sa.Table {
  return readWhole("a table", neutral, (each) =>
    sa.table(toIdentifier(each.name), toElements(each), toTableOptions(each)),
  );
}

export function toNamingConvention(neutral: unknown): sa.NamingConvention {
  return isObject(neutral) ? (neutral as sa.NamingConvention) : {};
}

export function toMetaData(whole: NeutralObject): sa.MetaData {
  return readWhole("the metadata", whole, metaDataOf);
}

function metaDataOf(neutral: NeutralObject): sa.MetaData {
  const metadata = new sa.MetaData({
    ...given({ schema: neutral.schema }),
    namingConvention: toNamingConvention(neutral.naming_convention),
  });
  for (const each of list(neutral.tables)) {
    metadata.add(toTable(each));
  }
  return metadata;
}
