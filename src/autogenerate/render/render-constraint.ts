import { arrayCode, type Code, objectCode } from "../../operations/code.ts";
import { constraintOptions } from "../../operations/constraint-options.ts";
import type { CodeOptions } from "../../operations/render-context.ts";
import type {
  CheckConstraint,
  Constraint,
  ExcludeConstraint,
  ForeignKeyConstraint,
  PrimaryKeyConstraint,
  UniqueConstraint,
} from "../../schema/constraints.ts";
import type { Index, IndexPart } from "../../schema/index-def.ts";
import type { SourceContext } from "./source-context.ts";

/** `sa.unique([…], { … })` and its like. */
export function renderConstraint(constraint: Constraint, r: SourceContext): Code {
  switch (constraint.kind) {
    case "primary_key":
      return overColumns("primaryKey", constraint, r);
    case "unique":
      return overColumns("unique", constraint, r);
    case "check":
      return renderCheck(constraint, r);
    case "foreign_key":
      return renderForeignKey(constraint, r);
    case "exclude":
      return renderExclude(constraint, r);
  }
}

function common(constraint: Constraint, r: SourceContext, more: CodeOptions = {}): readonly Code[] {
  return r.options({
    name: constraint.name === null ? undefined : r.name(constraint.name),
    ...more,
    ...constraintOptions(constraint, r),
  });
}

function overColumns(
  method: string,
  constraint: PrimaryKeyConstraint | UniqueConstraint,
  r: SourceContext,
): Code {
  return r.schema(method, [r.names(constraint.columns), ...common(constraint, r)]);
}

function renderCheck(constraint: CheckConstraint, r: SourceContext): Code {
  return r.schema("check", [r.rawSql(constraint.condition), ...common(constraint, r)]);
}

function renderForeignKey(constraint: ForeignKeyConstraint, r: SourceContext): Code {
  const value = (given: string | null) => (given === null ? undefined : r.value(given));
  const options = common(constraint, r, {
    onDelete: value(constraint.onDelete),
    onUpdate: value(constraint.onUpdate),
    match: value(constraint.match),
    useAlter: constraint.useAlter ? "true" : undefined,
  });
  const { columns, referredSchema, referredTable, referredColumns } = constraint;
  if (isDotted(referredTable) || referredColumns.some(isDotted) || referredColumns.length === 0) {
    return r.schema("foreignKeyTo", [
      r.value({ columns, referredSchema, referredTable, referredColumns }),
      ...options,
    ]);
  }
  const table = referredSchema === null ? referredTable : `${referredSchema}.${referredTable}`;
  const targets = referredColumns.map((column) => `${table}.${column}`);
  return r.schema("foreignKey", [r.names(columns), r.names(targets), ...options]);
}

/** A name that the short form `"schema.table.column"` cannot carry. */
function isDotted(name: string): boolean {
  return name.includes(".") || name === "";
}

function renderExclude(constraint: ExcludeConstraint, r: SourceContext): Code {
  return r.schema("exclude", [
    arrayCode(
      constraint.elements.map((each) => arrayCode([r.expression(each.expression), r.value(each.operator)])),
    ),
    ...common(constraint, r, {
      using: constraint.using === "gist" ? undefined : r.value(constraint.using),
      where: constraint.where === null ? undefined : r.rawSql(constraint.where),
      ops: Object.keys(constraint.ops).length === 0 ? undefined : r.value(constraint.ops),
    }),
  ]);
}

/** `sa.index(name, […], { … })`. */
export function renderIndex(index: Index, r: SourceContext): Code {
  return r.schema("index", [
    r.name(index.name),
    arrayCode(index.parts.map((part) => r.indexPart(part))),
    ...r.options({ unique: index.unique ? "true" : undefined, ...r.dialectOptions(index.options) }),
  ]);
}

/** A column name, SQL text, `sa.desc(…)`, or a part with everything it can have. */
export function renderIndexPart(part: IndexPart, r: SourceContext): Code {
  const expression = r.expression(part.expression);
  const more = { operatorClass: part.operatorClass, collation: part.collation, length: part.length };
  const isPlain = Object.values(more).every((value) => value === null);
  if (isPlain && part.order !== null) {
    return r.schema(part.order, [
      expression,
      ...r.options({ nulls: part.nulls === null ? undefined : r.value(part.nulls) }),
    ]);
  }
  if (isPlain && part.nulls === null) return expression;
  const { order, nulls } = part;
  const given = Object.entries({ order, nulls, ...more }).filter(([, value]) => value !== null);
  return r.schema("indexPart", [
    expression,
    objectCode(given.map(([key, value]) => ({ kind: "entry", key, value: r.value(value) }))),
  ]);
}
