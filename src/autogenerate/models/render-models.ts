import type { Dialect } from "../../dialect/dialect.ts";
import { namedTypes } from "../../dialect/named-types.ts";
import type { TypeSource } from "../../dialect/type-source.ts";
import type { Code } from "../../operations/code.ts";
import { nameText } from "../../schema/names.ts";
import type { Sequence } from "../../schema/sequence.ts";
import type { Table } from "../../schema/table.ts";
import type { SqlType } from "../../schema/types/sql-type.ts";
import {
  builtInTypeSource,
  createRenderContext,
  layoutCode,
  type SourceContext,
  sortedImports,
} from "../render/index.ts";
import { declaredTable } from "./declared-table.ts";
import type { PulledDatabase } from "./read-database.ts";
import { variableNames } from "./variable-names.ts";

/** Characters a line may have. */
const width = 110;

/** Names that the file has for itself: its own variable and what it imports. */
const ownNames = ["metadata", "sa", "sql", "op", "mssql", "mysql", "oracle", "postgresql", "sqlite"];

/** A name of the file, and what it stands for. */
interface Declaration<T> {
  readonly variable: string;
  readonly value: T;
}

/**
 * The tables as a TypeScript module that exports a MetaData named `metadata`, and each table and type by a name of its
 * own. The same database gives the same text; whatever names and texts it holds, they stay literals.
 */
export function renderModels(database: PulledDatabase, dialect: Dialect): string {
  const imports = new Set<string>();
  const { tables, sequences, types } = declarations(database, dialect);
  const shared = new Map<string, string>();
  const r = createRenderContext({
    imports,
    schemaModulePrefix: "sa.",
    alembicModulePrefix: "op.",
    userModulePrefix: null,
    inBatch: false,
    terse: true,
    typeSource: (family): TypeSource | undefined =>
      dialect.typeSource?.family === family ? dialect.typeSource : builtInTypeSource(family),
    item: (kind, object) => (kind === "type" ? shared.get(typeIdentity(object as SqlType)) : undefined),
  });
  const statements = [
    `/** The tables of the database: give it to \`context.configure()\` in env.ts as \`targetMetadata\`. */
${constant("metadata", r.schema("MetaData", []), "new ")}`,
    ...types.map(({ variable, value }) => {
      const text = constant(variable, r.type(value));
      shared.set(typeIdentity(value), variable);
      return text;
    }),
    ...sequences.map(({ variable, value }) => constant(variable, sequenceCode(value, r))),
    ...tables.map(({ variable, value }) => constant(variable, tableCode(declaredTable(value, dialect), r))),
  ];
  return `${[sortedImports(imports).join("\n"), ...statements].join("\n\n")}\n`;
}

interface Declarations {
  readonly tables: readonly Declaration<Table>[];
  readonly sequences: readonly Declaration<Sequence>[];
  readonly types: readonly Declaration<SqlType>[];
}

/** Tables have the first choice of names. */
function declarations({ tables, sequences }: PulledDatabase, dialect: Dialect): Declarations {
  const types = namedTypes(dialect, tables);
  const names = variableNames(
    [
      ...tables.map(({ name, schema }) => ({ name: nameText(name), schema, suffix: "Table" })),
      ...types.map(({ options: { name = "", schema = null } }) => ({
        name: nameText(name),
        schema,
        suffix: "Type",
      })),
      ...sequences.map(({ name, schema }) => ({ name: nameText(name), schema, suffix: "Sequence" })),
    ],
    ownNames,
  );
  const from =
    (start: number) =>
    <T>(value: T, place: number): Declaration<T> => ({ variable: names[start + place] ?? "", value });
  return {
    tables: tables.map(from(0)),
    types: types.map(from(tables.length)),
    sequences: sequences.map(from(tables.length + types.length)),
  };
}

function typeIdentity(type: SqlType): string {
  return JSON.stringify(type, (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
}

function sequenceCode({ kind: _kind, info: _info, name, ...options }: Sequence, r: SourceContext): Code {
  const members = Object.entries(options).filter(([, value]) => value !== undefined && value !== null);
  return r.call("metadata.sequence", [
    r.name(name),
    ...r.options(Object.fromEntries(members.map(([key, value]) => [key, r.value(value)]))),
  ]);
}

function tableCode(table: Table, r: SourceContext): Code {
  const code = r.table(table);
  return typeof code === "object" && code.kind === "list" ? { ...code, head: "metadata.table" } : code;
}

function constant(variable: string, code: Code, before = ""): string {
  const start = `export const ${variable} = ${before}`;
  return `${start}${layoutCode(code, { indent: 0, before: start.length, after: 1, width })};`;
}
