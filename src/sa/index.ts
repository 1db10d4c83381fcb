/** The schema toolkit, under the name that every Alembic script knows. */
export type { CreateAllOptions } from "../dialect/create-all.ts";
export {
  type ByTable,
  type InspectOptions,
  type Inspector,
  type InspectTablesOptions,
  inspect,
} from "../dialect/inspect.ts";
export type { EnumType, OwnedSequence, ReflectedTable, ReflectedView } from "../dialect/reflection.ts";
export {
  type Column,
  type ColumnOptions,
  column,
  type Reference,
  type ReferenceOptions,
  references,
} from "../schema/column.ts";
export {
  type CheckConstraint,
  type Constraint,
  type ConstraintBase,
  type ConstraintOptions,
  check,
  type ExcludeConstraint,
  type ExcludeElement,
  type ExcludeOptions,
  exclude,
  type ForeignKeyConstraint,
  type ForeignKeyOptions,
  foreignKey,
  foreignKeyTo,
  type PrimaryKeyConstraint,
  primaryKey,
  type UniqueConstraint,
  unique,
} from "../schema/constraints.ts";
export {
  asc,
  desc,
  type Index,
  type IndexOptions,
  type IndexPart,
  type IndexPartInput,
  index,
  indexPart,
  type OrderOptions,
} from "../schema/index-def.ts";
export type { MetaData as SchemaMetaData, MetaDataOptions } from "../schema/meta-data.ts";
export { type FinalName, type Identifier, type Name, type QuotedName, quotedName } from "../schema/names.ts";
export type { NamingConvention, NamingToken } from "../schema/naming-convention.ts";
export { type Sequence, type SequenceOptions, sequence } from "../schema/sequence.ts";
export {
  type Computed,
  computed,
  func,
  type GeneratedDefault,
  type Identity,
  type IdentityOptions,
  type InlineLiteral,
  identity,
  type LiteralDefault,
  type NextValue,
  nextValue,
  type ServerDefault,
  type ServerDefaultInput,
  type SqlConstant,
  type SqlFunction,
} from "../schema/server-default.ts";
export { type Table, type TableElement, type TableOptions, table } from "../schema/table.ts";
export * from "../schema/types/generic.ts";
export { array as ARRAY, enumType as enum } from "../schema/types/generic.ts";
export {
  type SqlType,
  sqlType as type,
  type TypeInput,
  type TypeOptions,
  variant,
} from "../schema/types/sql-type.ts";
export * from "../schema/types/standard.ts";
export { falseConstant as false, nullConstant as null, trueConstant as true } from "./constants.ts";
export { MetaData } from "./meta-data.ts";
