import { SchemaError, UnsupportedError } from "../../errors/index.ts";
import type { Column } from "../../schema/column.ts";
import { nameText } from "../../schema/names.ts";
import { type SqlType, type TypeOptions, typeOn } from "../../schema/types/sql-type.ts";
import { own } from "../../util/own.ts";
import type { IdentifierRules, TypeCompiler } from "../dialect.ts";
import type { DialectFeatures } from "../features.ts";

/** What a type writer may ask for. */
export interface TypeScope {
  readonly dialectName: string;
  readonly features: DialectFeatures;
  readonly identifiers: IdentifierRules;
  /** The column whose type is written, where there is one. */
  readonly column: Column | undefined;
  /** The text of another type, e.g. of an array's elements. */
  compile(type: SqlType): string;
  /** The text of a standard type by its upper-case name. */
  standard(name: string, options: TypeOptions): string;
  /** A string literal. */
  literal(text: string): string;
}

export type TypeWriter = (options: TypeOptions, scope: TypeScope) => string;

/**
 * How a dialect writes types: `generic` by the names of `sa.string()` and so on, `standard` by upper-case names,
 * `own` by the camelCase names of the dialect's module. A dialect spreads the default tables and replaces entries.
 */
export interface TypeTables {
  readonly generic: Readonly<Record<string, TypeWriter>>;
  readonly standard: Readonly<Record<string, TypeWriter>>;
  readonly own: Readonly<Record<string, TypeWriter>>;
}

export interface TypeCompilerParts {
  readonly dialectName: string;
  readonly features: DialectFeatures;
  readonly identifiers: IdentifierRules;
  readonly tables: TypeTables;
  readonly literal: (text: string) => string;
}

/** The type compiler of a dialect. A dialect's type whose name another dialect knows too is written there as well. */
export function createTypeCompiler(parts: TypeCompilerParts): TypeCompiler {
  const { tables, dialectName, features, identifiers, literal } = parts;
  const standard = (name: string, options: TypeOptions, scope: TypeScope): string => {
    const writer = own(tables.standard, name);
    if (writer === undefined) throw cannotRender(name, parts.dialectName);
    return writer(options, scope);
  };
  const compile = (input: SqlType, column?: Column): string => {
    const type = typeOn(input, dialectName);
    const scope: TypeScope = {
      dialectName,
      features,
      identifiers,
      literal,
      column,
      compile: (inner) => compile(inner, column),
      standard: (name, options) => standard(name, options, scope),
    };
    return writerOf(type, parts, column)(type.options, scope);
  };
  return {
    compile,
    constraintOf: (input) => constraintOf(typeOn(input, parts.dialectName), parts.features),
  };
}

function writerOf(type: SqlType, parts: TypeCompilerParts, column: Column | undefined): TypeWriter {
  const { tables, dialectName } = parts;
  if (type.family === "user") return (options) => options.text ?? type.name;
  if (type.family === "generic" && type.name === "null") return unknownType(type, column);
  const writer =
    type.family === "generic"
      ? own(tables.generic, type.name)
      : type.family === "standard"
        ? own(tables.standard, type.name)
        : (own(tables.own, type.name) ?? own(tables.standard, upperName(type.name)));
  if (writer === undefined) throw cannotRender(upperName(type.name), dialectName);
  return writer;
}

/** `doublePrecision` as `DOUBLE_PRECISION`. */
function upperName(name: string): string {
  return name === name.toUpperCase() ? name : name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** A column of a database may have a declared type that is not known, or none at all (SQLite). */
function unknownType({ options: { text } }: SqlType, column: Column | undefined): TypeWriter {
  if (text === undefined) throw noType(column);
  return () => text;
}

function noType(column: Column | undefined): SchemaError {
  const owner = column === undefined ? "" : `Column '${nameText(column.name)}': `;
  return new SchemaError(
    `${owner}Can't generate DDL for NullType(); did you forget to specify a type on this column?`,
    { hint: "Give the column a type, e.g. sa.integer()." },
  );
}

function cannotRender(name: string, dialectName: string): UnsupportedError {
  return new UnsupportedError(`The ${dialectName} dialect can't render element of type ${name}.`, {
    hint: `Use a type that ${dialectName} has, or sa.variant() to choose one per dialect.`,
    details: { type: name, dialect: dialectName },
  });
}

function constraintOf(type: SqlType, features: DialectFeatures): "boolean" | "enum" | null {
  if (type.family !== "generic" || !type.options.createConstraint) return null;
  if (type.name === "boolean") return features.nativeBoolean ? null : "boolean";
  if (type.name !== "enum") return null;
  return features.nativeEnum && type.options.nativeEnum !== false ? null : "enum";
}
