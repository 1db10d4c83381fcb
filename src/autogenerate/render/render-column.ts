import { arrayCode, type Code } from "../../operations/code.ts";
import type { Column, Reference } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import { stringLiteral } from "./literals.ts";
import type { SourceContext } from "./source-context.ts";

/** What a column declares for its table. */
export interface DeclaredOnColumn {
  readonly references: readonly Reference[];
  readonly unique: boolean;
  readonly index: boolean;
  readonly primaryKey: boolean;
  /** Whether it may be NULL as one of its table: columns of a primary key may not. */
  readonly nullable: boolean;
}

/** `sa.column(name, type, { … })`. */
export function renderColumn(column: Column, declared: DeclaredOnColumn, r: SourceContext): Code {
  const custom = r.item("column", column);
  if (typeof custom === "string") return custom;
  const flag = (set: boolean) => (set ? "true" : undefined);
  return r.schema("column", [
    r.name(column.name),
    r.type(column.type),
    ...r.options({
      primaryKey: flag(declared.primaryKey),
      references: oneOrMany(declared.references.map((each) => renderReference(each, r))),
      computed: column.computed === null ? undefined : r.serverDefault(column.computed),
      identity: column.identity === null ? undefined : r.serverDefault(column.identity),
      serverDefault: renderDefault(column, r),
      autoincrement: column.autoincrement === "auto" ? undefined : String(column.autoincrement),
      nullable: isNullableSaid(column, declared, r) ? String(declared.nullable) : undefined,
      unique: flag(declared.unique),
      index: flag(declared.index),
      system: flag(column.system),
      comment: column.comment === null ? undefined : stringLiteral(column.comment),
      checks: oneOrMany(column.checks.filter((each) => !each.typeBound).map((each) => r.constraint(each))),
      key: column.key === nameText(column.name) ? undefined : stringLiteral(column.key),
      ...r.dialectOptions(column.options),
    }),
  ]);
}

function renderDefault(column: Column, r: SourceContext): Code | undefined {
  if (column.serverDefault === null) return undefined;
  const custom = r.item("server_default", column.serverDefault);
  if (custom === null) return undefined;
  return custom ?? r.serverDefault(column.serverDefault);
}

/** Always, as in Alembic, but where the column's nature says it or the model left it to the database. */
function isNullableSaid(column: Column, declared: DeclaredOnColumn, { terse }: SourceContext): boolean {
  if (declared.primaryKey || column.identity !== null) return declared.nullable;
  if (terse === true && declared.nullable) return false;
  return column.computed === null || column.nullableGiven;
}

function renderReference(reference: Reference, r: SourceContext): Code {
  const value = (given: unknown) => (given === null ? undefined : r.value(given));
  return r.schema("references", [
    stringLiteral(reference.target),
    ...r.options({
      name: reference.name === null ? undefined : r.name(reference.name),
      onDelete: value(reference.onDelete),
      onUpdate: value(reference.onUpdate),
      deferrable: value(reference.deferrable),
      initially: value(reference.initially),
      match: value(reference.match),
      useAlter: reference.useAlter ? "true" : undefined,
      ...r.dialectOptions(reference.options),
    }),
  ]);
}

function oneOrMany(codes: readonly Code[]): Code | undefined {
  const [first] = codes;
  return codes.length > 1 ? arrayCode(codes) : first;
}
