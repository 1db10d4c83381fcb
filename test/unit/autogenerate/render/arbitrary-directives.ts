import fc from "fast-check";
import * as mysql from "../../../../src/dialect/mysql/public.ts";
import * as postgresql from "../../../../src/dialect/postgresql/public.ts";
import type { Directive } from "../../../../src/directives/index.ts";
import * as ops from "../../../../src/operations/ops.ts";
import * as sa from "../../../../src/sa/index.ts";
import { finalName } from "../../../../src/schema/names.ts";
import { inlineLiteral } from "../../../../src/schema/server-default.ts";
import { type SqlText, sql } from "../../../../src/schema/sql-text.ts";

const { oneof, constant, constantFrom, option, record, array, tuple, boolean, nat } = fc;

/** Names as databases allow them: anything that is not empty, quotes and backticks and code among it. */
const anyName = oneof(
  { weight: 3, arbitrary: constantFrom("account", "team", "Über", "order", "a b") },
  fc.string({ unit: "binary", minLength: 1, maxLength: 8 }),
  constantFrom('"); process.exit(1); //', "`$" + "{process.exit(1)}`", "*/ x", "\u2028", "__proto__", "it's"),
);
const plainName = constantFrom("id", "email", "team_id", "Total", "x");
const text = oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  constantFrom("$" + "{1}", "`", "\\", "'; DROP"),
);
const identifier = oneof(
  { weight: 4, arbitrary: anyName },
  tuple(anyName, boolean()).map(([name, quote]) => sa.quotedName(name, quote)),
);
const constraintName = option(oneof(identifier, anyName.map(finalName)), { nil: null });
const schema = option(anyName, { nil: undefined });
const flag = option(boolean(), { nil: undefined });

/** Only what is given, as users write options. */
const given = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;

const sqlText: fc.Arbitrary<SqlText> = oneof(
  text.filter((each) => each !== "").map((raw) => sql.raw(raw)),
  tuple(anyName, text).map(
    ([name, value]) => sql`lower(${sql.id(name, "c")}) <> ${value} or ${42} = ${null}`,
  ),
);
const scalar = oneof(text, fc.integer(), fc.double({ noNaN: true }), boolean(), fc.bigInt());
const value = oneof(
  scalar,
  constant(null),
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("2100-01-01") }),
  fc.uint8Array({ maxLength: 4 }).map((bytes) => Uint8Array.from(bytes)),
  sqlText,
  scalar.map((each) => inlineLiteral(each, sa.integer())),
  array(scalar, { maxLength: 3 }),
  fc.dictionary(anyName, scalar, { maxKeys: 3, noNullPrototype: true }),
);

const length = option(nat(300), { nil: undefined });
const type = oneof(
  constantFrom(sa.integer(), sa.bigInteger(), sa.date(), sa.json(), sa.nullType(), sa.REAL(), sa.UUID()),
  length.map((each) => sa.string(each)),
  tuple(length, text).map(([each, collation]) => sa.VARCHAR(each, { collation })),
  tuple(nat(30), nat(9)).map(([precision, scale]) => sa.numeric(precision, scale)),
  flag.map((timezone) => sa.dateTime({ timezone })),
  tuple(array(text, { minLength: 1, maxLength: 3 }), anyName).map(([values, name]) =>
    sa.enum(values, { name }),
  ),
  array(text, { minLength: 1, maxLength: 2 }).map((values) => mysql.enum(values, { charset: "utf8mb4" })),
  nat(20).map((width) => mysql.integer(width, { unsigned: true })),
  nat(60).map((size) => mysql.set({ length: size })),
  constantFrom(
    postgresql.jsonb(),
    postgresql.array(sa.text(), { dimensions: 2 }),
    postgresql.bit(3, { varying: true }),
    postgresql.bit(undefined, { varying: true }),
  ),
  anyName.map((name) => postgresql.domain(name, sa.integer(), { check: sql`VALUE > 0`, notNull: true })),
  text.map((each) => sa.userType(each)),
  constantFrom(
    sa.type("thirdparty", "vector", { length: 3 }),
    sa.variant(sa.string(5), { mysql: mysql.year(4) }),
  ),
);

const serverDefault = oneof(
  text,
  fc.integer(),
  boolean(),
  sqlText,
  constantFrom(sa.func.now(), sa.func.currentDate(), sa.true(), sa.false(), sa.null()),
  tuple(anyName, schema).map(([name, where]) => sa.nextValue(name, { schema: where })),
  scalar.map((each) => inlineLiteral(each)),
);
const identity = record({ always: boolean(), start: nat() }).map((options) => sa.identity(options));
const computed = tuple(oneof(text, sqlText), option(boolean())).map(([each, persisted]) =>
  sa.computed(each, { persisted }),
);
const generated = oneof(
  serverDefault.map((each) => ({ serverDefault: each })),
  identity.map((each) => ({ identity: each })),
  computed.map((each) => ({ computed: each })),
  constant({}),
);
const dialectOptions = oneof(
  { weight: 3, arbitrary: constant({}) },
  sqlText.map((where) => ({ postgresql: { where, include: ["x"] }, sqlite: { strict: true } })),
  text.map((engine) => ({ mysql: { engine, rowFormat: "DYNAMIC" } })),
);
const action = option(constantFrom("CASCADE", "SET NULL"), { nil: undefined });
const constraintOptions = tuple(
  record({
    deferrable: flag,
    initially: option(constant("DEFERRED"), { nil: undefined }),
    comment: option(text, { nil: undefined }),
  }),
  dialectOptions,
).map(([own, dialects]) => given({ ...own, ...dialects }));
const reference = tuple(
  constantFrom("team.id", "other.team.id"),
  record({ name: option(anyName), onDelete: action }),
).map(([target, options]) => sa.references(target, options));

const columnNamed = (name: string): fc.Arbitrary<sa.Column> =>
  tuple(
    type,
    generated,
    record({
      nullable: boolean(),
      comment: option(text, { nil: undefined }),
      autoincrement: option(boolean(), { nil: undefined }),
      unique: flag,
      index: flag,
      references: option(reference, { nil: undefined }),
      checks: option(
        text.map((each) => sa.check(each)),
        { nil: undefined },
      ),
      key: option(anyName, { nil: undefined }),
    }),
    dialectOptions,
  ).map(([columnType, default_, options, dialects]) =>
    // Only numbers count.
    sa.column(
      name,
      options.autoincrement === true ? sa.integer() : columnType,
      given({ ...options, ...default_, ...dialects }),
    ),
  );

const parts = array(
  oneof(
    plainName.map((name) => name as sa.IndexPartInput),
    sqlText,
    constantFrom(
      sa.desc("id", { nulls: "last" }),
      sa.asc("x"),
      sa.indexPart("id", { operatorClass: "o", length: 3 }),
    ),
  ),
  { minLength: 1, maxLength: 3 },
);
const indexOptions = tuple(record({ unique: boolean() }), dialectOptions).map(([own, dialects]) => ({
  ...own,
  ...dialects,
}));

/** A table over the columns `id`, `email`, `team_id`, `Total`, `x`. */
const arbitraryTable: fc.Arbitrary<sa.Table> = tuple(
  identifier,
  tuple(...["id", "email", "team_id", "Total", "x"].map(columnNamed)),
  boolean(),
  record({
    unique: tuple(constraintName, constraintOptions),
    check: tuple(constraintName, oneof(text, sqlText), constraintOptions),
    foreignKey: tuple(constraintName, constantFrom("team.id", "s.team.id"), action, constraintOptions),
    dotted: tuple(constraintName, anyName, anyName),
    primaryKey: constraintName,
    index: tuple(constraintName, parts, indexOptions),
  }),
  tuple(record({ schema, comment: option(text, { nil: undefined }) }), dialectOptions),
).map(([name, columns, isKeyed, made, [options, dialects]]) => {
  const [first, ...others] = columns;
  const keyed =
    isKeyed && first !== undefined
      ? sa.column("id", first.type, { primaryKey: true, comment: first.comment })
      : first;
  const elements: sa.TableElement[] = [
    ...(keyed === undefined ? [] : [keyed]),
    ...others,
    ...(isKeyed ? [] : [sa.primaryKey(["id", "x"], { name: made.primaryKey })]),
    sa.unique(["email", "x"], { name: made.unique[0], ...made.unique[1] }),
    sa.check(made.check[1], { name: made.check[0], ...made.check[2] }),
    sa.foreignKey(["team_id"], [made.foreignKey[1]], {
      name: made.foreignKey[0],
      onDelete: made.foreignKey[2],
      ...made.foreignKey[3],
    }),
    sa.foreignKeyTo(
      {
        columns: ["x"],
        referredSchema: null,
        referredTable: made.dotted[1],
        referredColumns: [made.dotted[2]],
      },
      { name: made.dotted[0] },
    ),
    sa.index(...made.index),
  ];
  return sa.table(name, elements, given({ ...options, ...dialects }));
});

const named = tuple(constraintName, identifier);
const withSchema = <T extends object>(options: fc.Arbitrary<T>) =>
  tuple(schema, options).map(([where, more]) => given({ schema: where, ...more }));

const alterOptions = tuple(
  record(
    {
      nullable: boolean(),
      type,
      serverDefault: option(oneof(serverDefault, identity, computed)),
      comment: option(text),
      newColumnName: identifier,
      autoincrement: boolean(),
      existingType: type,
      existingNullable: boolean(),
      existingServerDefault: option(serverDefault),
      existingComment: option(text),
      existingAutoincrement: boolean(),
    },
    { requiredKeys: [] },
  ),
  dialectOptions,
).map(([own, dialects]) => ({ ...own, ...dialects }));

const row = fc.dictionary(plainName, value, { maxKeys: 4, noNullPrototype: true });
const column = plainName.chain(columnNamed);
const columns = array(plainName, { minLength: 1, maxLength: 3 });
const names = array(anyName, { minLength: 1, maxLength: 2 });

const byKind = {
  create_table: tuple(arbitraryTable, flag).map(([table, ifNotExists]) =>
    ops.createTableOpFrom(table, { ifNotExists }),
  ),
  drop_table: tuple(identifier, withSchema(record({ ifExists: flag }))).map((args) =>
    ops.dropTableOp(...args),
  ),
  rename_table: tuple(identifier, identifier, withSchema(constant({}))).map((args) =>
    ops.renameTableOp(...args),
  ),
  add_column: tuple(
    identifier,
    column,
    withSchema(record({ ifNotExists: flag, inlineReferences: flag })),
  ).map((args) => ops.addColumnOp(...args)),
  drop_column: tuple(
    identifier,
    identifier,
    withSchema(record({ ifExists: flag, existingType: option(type, { nil: undefined }) })),
  ).map((args) => ops.dropColumnOp(...args)),
  alter_column: tuple(identifier, identifier, withSchema(alterOptions)).map((args) =>
    ops.alterColumnOp(...args),
  ),
  create_index: tuple(named, parts, withSchema(indexOptions)).map(([[name, table], each, options]) =>
    ops.createIndexOp(name, table, each, options),
  ),
  drop_index: tuple(identifier, option(identifier), withSchema(dialectOptions)).map((args) =>
    ops.dropIndexOp(...args),
  ),
  create_primary_key: tuple(named, columns, withSchema(constraintOptions)).map(
    ([[name, table], each, options]) => ops.createPrimaryKeyOp(name, table, each, options),
  ),
  create_unique_constraint: tuple(named, columns, withSchema(constraintOptions)).map(
    ([[name, table], each, options]) => ops.createUniqueConstraintOp(name, table, each, options),
  ),
  create_foreign_key: tuple(named, anyName, names, schema, schema, constraintOptions).map(
    ([[name, table], referent, each, sourceSchema, referentSchema, options]) =>
      ops.createForeignKeyOp(
        name,
        table,
        referent,
        each,
        each,
        given({ sourceSchema, referentSchema, ...options }),
      ),
  ),
  create_check_constraint: tuple(
    named,
    oneof(
      text.filter((each) => each.trim() !== ""),
      sqlText,
    ),
    withSchema(constraintOptions),
  ).map(([[name, table], condition, options]) =>
    ops.createCheckConstraintOp(name, table, condition, options),
  ),
  create_exclude_constraint: tuple(
    named,
    oneof(anyName, sqlText),
    sqlText,
    withSchema(constraintOptions),
  ).map(([[name, table], expression, where, options]) =>
    ops.createExcludeConstraintOp(name, table, [[expression, "="]], { where, ops: { x: "o" }, ...options }),
  ),
  drop_constraint: tuple(
    named,
    withSchema(
      record({ type: constantFrom("unique", "check", "primary", "foreignkey", undefined), ifExists: flag }),
    ),
  ).map(([[name, table], options]) => ops.dropConstraintOp(name, table, options)),
  create_table_comment: tuple(
    identifier,
    option(text),
    withSchema(record({ existingComment: option(text, { nil: undefined }) })),
  ).map((args) => ops.createTableCommentOp(...args)),
  drop_table_comment: tuple(identifier, withSchema(constant({}))).map((args) =>
    ops.dropTableCommentOp(...args),
  ),
  bulk_insert: tuple(anyName, columnNamed("id"), array(row, { maxLength: 3 }), boolean()).map(
    ([name, first, rows, multiInsert]) => ops.bulkInsertOp(sa.table(name, [first]), rows, { multiInsert }),
  ),
  execute: oneof(text, sqlText).map((statement) => ops.executeSqlOp(statement)),
} satisfies Record<string, fc.Arbitrary<Directive>>;

/** Directives of every kind that is no container. */
export const arbitraryDirectives: Readonly<Record<string, fc.Arbitrary<Directive>>> = byKind;

/** Those that a batch block can hold, without schema. */
export const arbitraryBatchable: fc.Arbitrary<Directive> = oneof(
  byKind.add_column,
  byKind.drop_column,
  byKind.alter_column,
  byKind.create_index,
  byKind.create_unique_constraint,
  byKind.create_check_constraint,
  byKind.drop_constraint,
);
