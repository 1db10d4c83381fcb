import { SchemaError } from "../errors/index.ts";
import { freeze } from "../util/freeze.ts";
import { type CapturedStack, captureStack } from "../util/stack-places.ts";
import { assertOptions } from "./check-arguments.ts";
import type { Identifier } from "./names.ts";
import { nameText } from "./names.ts";
import { defaultNamingConvention, type NamingConvention } from "./naming-convention.ts";
import { type Sequence, type SequenceOptions, sequence } from "./sequence.ts";
import { type Table, type TableElement, type TableOptions, table, tableKey } from "./table.ts";

/** What holds for all tables of a MetaData. */
export interface MetaDataOptions {
  /** The schema of tables that name none. */
  readonly schema?: string | null | undefined;
  /** How unnamed constraints and indexes are named; indexes are `ix_<table>_<column>` by default. */
  readonly namingConvention?: NamingConvention | undefined;
  /** Notes of your own; no part of the DDL. */
  readonly info?: Readonly<Record<string, unknown>> | undefined;
}

const brand = Symbol.for("alembic-ts.meta-data");

const definitions = new WeakMap<Table, CapturedStack>();

/** Enough to see through a helper or two. */
const framesOfDefinition = 4;

/** Where {@link MetaData.table} was called for a table, for errors that are found later; `undefined` for other tables. */
export function definitionOf(made: Table): CapturedStack | undefined {
  return definitions.get(made);
}

/** The tables of an application, in the order in which they were declared. */
export class MetaData {
  readonly schema: string | null;
  readonly namingConvention: NamingConvention;
  readonly info: Readonly<Record<string, unknown>>;
  readonly tables: Map<string, Table> = new Map();
  readonly sequences: Map<string, Sequence> = new Map();

  constructor(options: MetaDataOptions = {}) {
    assertOptions("new sa.MetaData", options);
    this.schema = options.schema ?? null;
    this.namingConvention = { ...defaultNamingConvention, ...options.namingConvention };
    this.info = options.info ?? {};
    Object.defineProperty(this, brand, { value: true });
  }

  /** Defines a table and registers it. Throws SCHEMA when the name is taken. */
  table(name: Identifier, elements: readonly TableElement[], options: TableOptions = {}): Table {
    const made = this.add(table(name, elements, options));
    definitions.set(made, captureStack(framesOfDefinition, this.table));
    return made;
  }

  /** Registers a table made elsewhere. The schema of this MetaData applies to it and to its foreign keys. */
  add(made: Table): Table {
    const placed = placedIn(this, made);
    const key = tableKey(placed.name, placed.schema);
    if (this.tables.has(key)) throw new SchemaError(`Table '${key}' is already defined in this MetaData.`);
    this.tables.set(key, placed);
    return placed;
  }

  /** Defines a sequence and registers it. */
  sequence(name: Identifier, options: SequenceOptions = {}): Sequence {
    const made = sequence(name, { ...options, schema: options.schema ?? this.schema });
    this.sequences.set(tableKey(nameText(name), made.schema), made);
    return made;
  }
}

/** A table as it stands in a MetaData that has a schema: the schema is its own and its foreign keys' default. */
function placedIn(metadata: MetaData, made: Table): Table {
  const { schema } = metadata;
  if (schema === null) return made;
  const constraints = made.constraints.map((constraint) =>
    constraint.kind === "foreign_key" && constraint.referredSchema === null
      ? freeze({ ...constraint, referredSchema: schema })
      : constraint,
  );
  return freeze({ ...made, schema: made.schema ?? schema, constraints: freeze(constraints) });
}

/** Whether a value is a {@link MetaData}, also one of another copy of this package. */
export function isMetaData(value: unknown): value is MetaData {
  return typeof value === "object" && value !== null && brand in value;
}
