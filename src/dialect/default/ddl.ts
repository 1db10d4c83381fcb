import type { SqlDirective, SqlDirectiveKind } from "../../directives/index.ts";
import { AlembicError } from "../../errors/index.ts";
import type { DdlCompiler, DdlContext } from "../dialect.ts";
import type { DialectStatement } from "../statement.ts";
import { alterColumnStatements } from "./alter-column.ts";
import { columnClauses } from "./column-clauses.ts";
import { columnStatements } from "./column-statements.ts";
import { commentStatements } from "./comment-statements.ts";
import { constraintClauses } from "./constraint-clauses.ts";
import { constraintStatements } from "./constraint-statements.ts";
import { executeSql } from "./execute.ts";
import type { DdlDialect, DdlGrammar, DdlScope } from "./grammar.ts";
import { droppedIndexName, indexStatements } from "./index-statements.ts";
import { bulkInsert } from "./insert.ts";
import { checkOptionNames, type OptionNames } from "./option-names.ts";
import { tableStatements } from "./table-statements.ts";

/**
 * DDL as most dialects write it.
 *
 * A dialect overrides by spreading: `const grammar: DdlGrammar = { ...defaultGrammar, renameColumn: (scope, …) => … }`.
 * Every function gets the scope first and calls the others through `scope.grammar`, so an overriding function is used
 * by all default ones too; to extend a default, call `defaultGrammar.x(scope, …)` and add to its text. Statement
 * functions give one text per statement, without terminator; clause functions give a piece of text, with its own
 * leading blank where its comment says so.
 */
export const defaultGrammar: DdlGrammar = {
  ...tableStatements,
  ...columnStatements,
  ...columnClauses,
  ...constraintStatements,
  ...constraintClauses,
  ...alterColumnStatements,
  ...indexStatements,
  ...commentStatements,
  insertTarget: (scope, { name, schema }) => scope.identifiers.qualify(name, schema),
  insertDefaults: (scope, { name, schema }) =>
    `INSERT INTO ${scope.identifiers.qualify(name, schema)} DEFAULT VALUES`,
  aroundInserts: (_scope, _table, inserts) => inserts.map(({ sql }) => sql),
};

type Compile<K extends SqlDirectiveKind> = (
  scope: DdlScope,
  directive: Extract<SqlDirective, { readonly kind: K }>,
) => readonly DialectStatement[];

const plain = (texts: readonly string[]): readonly DialectStatement[] => texts.map((sql) => ({ sql }));

const compilers: { readonly [K in SqlDirectiveKind]: Compile<K> } = {
  create_table: (scope, directive) => plain(scope.grammar.createTable(scope, directive)),
  drop_table: (scope, directive) => plain(scope.grammar.dropTable(scope, directive)),
  rename_table: (scope, directive) => plain(scope.grammar.renameTable(scope, directive)),
  create_table_comment: (scope, { tableName, schema, comment, existingComment }) =>
    plain(
      scope.grammar.tableComment(scope, { name: tableName, schema }, { comment, existing: existingComment }),
    ),
  drop_table_comment: (scope, { tableName, schema, existingComment }) =>
    plain(
      scope.grammar.tableComment(
        scope,
        { name: tableName, schema },
        { comment: null, existing: existingComment },
      ),
    ),
  add_column: (scope, directive) => plain(scope.grammar.addColumn(scope, directive)),
  drop_column: (scope, directive) => plain(scope.grammar.dropColumn(scope, directive)),
  alter_column: (scope, directive) => plain(scope.grammar.alterColumn(scope, directive)),
  create_index: (scope, directive) => plain(scope.grammar.createIndex(scope, directive)),
  drop_index: (scope, directive) =>
    plain(scope.grammar.dropIndex(scope, { ...directive, indexName: droppedIndexName(scope, directive) })),
  create_primary_key: (scope, directive) => plain(scope.grammar.addConstraint(scope, directive)),
  create_unique_constraint: (scope, directive) => plain(scope.grammar.addConstraint(scope, directive)),
  create_foreign_key: (scope, directive) => plain(scope.grammar.addConstraint(scope, directive)),
  create_check_constraint: (scope, directive) => plain(scope.grammar.addConstraint(scope, directive)),
  create_exclude_constraint: (scope, directive) => plain(scope.grammar.addConstraint(scope, directive)),
  drop_constraint: (scope, directive) => plain(scope.grammar.dropConstraint(scope, directive)),
  bulk_insert: bulkInsert,
  execute: (scope, directive) => [executeSql(scope, directive)],
};

function unknownDirective(dialect: DdlDialect, directive: { readonly kind: string }): AlembicError {
  return new AlembicError(
    `The ${dialect.name} dialect has no SQL for a directive of the kind '${directive.kind}'.`,
    {
      code: "OPERATION",
      hint: "Say how it runs with op.implementationFor().",
    },
  );
}

/** The DDL compiler of a dialect. */
export function createDdlCompiler(
  dialect: DdlDialect,
  grammar: DdlGrammar,
  optionNames: OptionNames,
): DdlCompiler {
  // A run has one context for all its directives.
  const scopes = new WeakMap<DdlContext, DdlScope>();
  const scopeOf = (context: DdlContext): DdlScope => {
    const scope = scopes.get(context) ?? { ...dialect, grammar, context };
    scopes.set(context, scope);
    return scope;
  };
  return {
    compile: (directive, context) => {
      // The table has the right compiler under each kind; the type system does not follow the lookup.
      const compile = compilers[directive.kind] as Compile<SqlDirectiveKind> | undefined;
      if (compile === undefined) throw unknownDirective(dialect, directive);
      checkOptionNames(dialect, optionNames, directive);
      return compile(scopeOf(context), directive);
    },
  };
}
