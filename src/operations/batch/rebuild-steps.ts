import type { DdlContext } from "../../dialect/dialect.ts";
import type { RebuildPair, RebuildStatements } from "../../dialect/rebuild.ts";
import type { DialectStatement } from "../../dialect/statement.ts";
import type { SqlDirective } from "../../directives/index.ts";
import type { Constraint, ForeignKeyConstraint } from "../../schema/constraints.ts";
import { type Identifier, nameText } from "../../schema/names.ts";
import type { Table } from "../../schema/table.ts";
import { freeze } from "../../util/freeze.ts";
import { addConstraintOpFrom } from "../add-constraint-op.ts";
import { dropConstraintOpFrom } from "../drop-constraint.ts";
import { operationError } from "../operation-error.ts";
import { type BatchContext, rebuildRules } from "./batch-context.ts";
import { type DraftColumn, isSameName } from "./table-draft.ts";

/** A statement of a rebuild. Up to `copy` nothing has happened to the old table yet. */
export interface RebuildStep {
  readonly phase: "detach" | "create" | "copy" | "replace" | "finish";
  readonly statement: DialectStatement;
}

export interface RebuildPlan extends RebuildPair {
  readonly steps: readonly RebuildStep[];
  /** What clears the new table away when its rows could not be copied. */
  readonly undo: readonly DialectStatement[];
}

/** How long the table's name may be inside that of the temporary one (PARITY P-5.52). */
const keptNameLength = 50;

/** A table before and after, and its columns with where their values come from. */
export interface Rebuild {
  readonly before: Table;
  readonly after: Table;
  readonly columns: readonly DraftColumn[];
}

/** The statements of a rebuild, in their order. */
export function rebuildPlan(rebuild: Rebuild, context: BatchContext): RebuildPlan {
  const temporaryName = `_alembic_tmp_${nameText(rebuild.before.name).slice(0, keptNameLength)}`;
  const pair: RebuildPair = {
    before: rebuild.before,
    after: rebuild.after,
    temporaryName,
    references: referencesTo(rebuild.before, context),
    isScript: context.ddl.asSql,
  };
  const writer = new StepWriter(rebuild, pair, context);
  return { ...pair, steps: writer.steps(), undo: writer.dropTable(temporaryName) };
}

/** The foreign keys of other tables that refer to a table, as far as they are known. */
function referencesTo(table: Table, { database }: BatchContext): RebuildPair["references"] {
  const name = nameText(table.name);
  const refers = (constraint: Constraint): constraint is ForeignKeyConstraint =>
    constraint.kind === "foreign_key" &&
    constraint.referredTable === name &&
    constraint.referredSchema === table.schema;
  return (database?.tables ?? [])
    .filter((other) => nameText(other.name) !== name)
    .flatMap((other) => other.constraints.filter(refers).map((constraint) => ({ table: other, constraint })));
}

/** Writes the steps of one rebuild. */
class StepWriter {
  readonly #rebuild: Rebuild;
  readonly #pair: RebuildPair;
  readonly #context: BatchContext;
  readonly #around: RebuildStatements;

  constructor(rebuild: Rebuild, pair: RebuildPair, context: BatchContext) {
    this.#rebuild = rebuild;
    this.#pair = pair;
    this.#context = context;
    this.#around = rebuildRules(context.dialect).around?.(pair) ?? {};
  }

  steps(): readonly RebuildStep[] {
    const around = this.#around;
    const phases: Readonly<Record<RebuildStep["phase"], readonly DialectStatement[]>> = {
      detach: [...this.#detachReferences(), ...this.#freeNames()],
      create: [...plain(around.beforeCreate), ...this.#createTable()],
      copy: [
        ...plain(around.beforeCopy),
        { sql: copySql(this.#rebuild, this.#pair, this.#context) },
        ...plain(around.beforeDrop),
      ],
      replace: around.replace === undefined ? this.#dropAndRename() : plain(around.replace),
      finish: [
        ...this.#createIndexes(),
        ...this.#laterConstraints(),
        ...this.#attachReferences(),
        ...plain(around.afterRename),
      ],
    };
    // Entries of an object literal come in the order in which they are written.
    return Object.entries(phases).flatMap(([phase, statements]) =>
      statements.map((statement) => ({ phase: phase as RebuildStep["phase"], statement })),
    );
  }

  dropTable(tableName: Identifier): readonly DialectStatement[] {
    const { schema } = this.#rebuild.before;
    return this.#compile({
      kind: "drop_table",
      tableName,
      schema,
      ifExists: false,
      existing: null,
      options: {},
    });
  }

  /** Everything has its name already: the temporary one must not get into any. */
  #createTable(): readonly DialectStatement[] {
    const { after } = this.#rebuild;
    const constraints = after.constraints.filter((each) => !this.#isLater(each));
    const table = freeze({ ...after, constraints, name: this.#pair.temporaryName, indexes: [] });
    return this.#compileNamed({ kind: "create_table", table, ifNotExists: false });
  }

  #dropAndRename(): readonly DialectStatement[] {
    const { name, schema } = this.#rebuild.before;
    return [
      ...this.dropTable(name),
      ...this.#compile({
        kind: "rename_table",
        tableName: this.#pair.temporaryName,
        newName: name,
        schema,
      }),
    ];
  }

  #createIndexes(): readonly DialectStatement[] {
    const { name: tableName, schema, indexes } = this.#rebuild.after;
    return indexes.flatMap((index) =>
      this.#compile({ kind: "create_index", tableName, schema, index, ifNotExists: false }),
    );
  }

  #isLater(constraint: Constraint): boolean {
    return this.#around.isLater?.(constraint) ?? false;
  }

  #laterConstraints(): readonly DialectStatement[] {
    const { constraints } = this.#rebuild.after;
    return constraints
      .filter((each) => this.#isLater(each))
      .flatMap((each) => this.#add(this.#rebuild.after, each));
  }

  #freeNames(): readonly DialectStatement[] {
    if (this.#around.freesNames !== true) return [];
    const { before, after } = this.#rebuild;
    // A foreign key of the table to itself needs the key that it refers to.
    const isReference = (each: Constraint): boolean => each.kind === "foreign_key";
    return [...before.constraints]
      .sort((a, b) => Number(isReference(b)) - Number(isReference(a)))
      .filter((each) => after.constraints.some((other) => isSameName(each.name, other.name)))
      .flatMap((each) => this.#drop(before, each));
  }

  #detachReferences(): readonly DialectStatement[] {
    if (this.#around.detachesReferences !== true) return [];
    return this.#pair.references.flatMap(({ table, constraint }) => this.#drop(table, constraint));
  }

  #attachReferences(): readonly DialectStatement[] {
    if (this.#around.detachesReferences !== true) return [];
    return this.#pair.references.flatMap(({ table, constraint }) => this.#add(table, constraint));
  }

  #add({ name: tableName, schema }: Table, constraint: Constraint): readonly DialectStatement[] {
    return this.#compileNamed(addConstraintOpFrom({ tableName, schema }, constraint));
  }

  #drop({ name: tableName, schema }: Table, constraint: Constraint): readonly DialectStatement[] {
    return this.#compileNamed(dropConstraintOpFrom({ tableName, schema }, constraint));
  }

  #compileNamed(directive: SqlDirective): readonly DialectStatement[] {
    return this.#compile(directive, { ...this.#context.ddl, namingConvention: {} });
  }

  #compile(directive: SqlDirective, ddl: DdlContext = this.#context.ddl): readonly DialectStatement[] {
    return this.#context.dialect.ddl.compile(directive, ddl);
  }
}

const plain = (texts: readonly string[] = []): readonly DialectStatement[] => texts.map((sql) => ({ sql }));

/** `INSERT INTO … SELECT`, without generated columns, whose values the database makes itself. */
function copySql(rebuild: Rebuild, pair: RebuildPair, context: BatchContext): string {
  const { identifiers } = context.dialect;
  const { copyWords } = rebuildRules(context.dialect).around?.(pair) ?? {};
  const { before } = rebuild;
  const source = identifiers.qualify(before.name, before.schema);
  const copied = rebuild.columns.filter(
    (each) => each.source !== null && each.column.computed === null && !each.column.system,
  );
  if (copied.length === 0) {
    throw operationError(`Nothing of table '${nameText(before.name)}' is left to be copied.`, {
      hint: "Drop the table and create a new one.",
    });
  }
  const targets = copied.map((each) => identifiers.quote(each.column.name)).join(", ");
  const values = copied.map((each) => copiedValue(each, source, rebuild, context)).join(", ");
  return `INSERT INTO ${identifiers.qualify(pair.temporaryName, before.schema)} (${targets})${copyWords === undefined ? "" : ` ${copyWords}`} SELECT ${values} \nFROM ${source}`;
}

function copiedValue(
  { key, column, source }: DraftColumn,
  table: string,
  { before }: Rebuild,
  { dialect, ddl }: BatchContext,
): string {
  const name = dialect.identifiers.quote(source?.name ?? key);
  const expression = `${table}.${name}`;
  const from = before.columns.find((each) => nameText(each.name) === key)?.type;
  // The same object: nobody gave the column another type.
  if (from === undefined || source === null || source.type === column.type) return expression;
  const cast = rebuildRules(dialect).cast({
    expression,
    from,
    to: column.type,
    column,
    warn: (message) => ddl.warn(message),
  });
  return cast === null ? expression : `${cast} AS ${name}`;
}
