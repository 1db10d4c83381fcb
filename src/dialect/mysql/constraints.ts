import type { DropConstraintOp } from "../../directives/index.ts";
import type { Constraint, PrimaryKeyConstraint } from "../../schema/constraints.ts";
import type { Table } from "../../schema/table.ts";
import { own } from "../../util/own.ts";
import { constraintClauses } from "../default/constraint-clauses.ts";
import { droppedName } from "../default/constraint-statements.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { DdlGrammar, DdlScope } from "../default/grammar.ts";
import { columnList, constraintWords } from "../default/names.ts";
import { unsupported } from "../default/unsupported.ts";
import { isMariadbServer } from "./which-server.ts";

type Kind = Exclude<DropConstraintOp["constraintType"], null>;

/** The words between DROP and the name, by kind of constraint. */
export type DropWords = Readonly<Record<Kind, string>>;

const mysqlDropWords: DropWords = {
  foreignkey: "FOREIGN KEY",
  primary: "PRIMARY KEY",
  unique: "INDEX",
  check: "CHECK",
};

/** MariaDB has no DROP CHECK. */
export const mariadbDropWords: DropWords = { ...mysqlDropWords, check: "CONSTRAINT" };

const kindOf: Readonly<Record<Constraint["kind"], Kind | null>> = {
  primary_key: "primary",
  unique: "unique",
  foreign_key: "foreignkey",
  check: "check",
  exclude: null,
};

/** Constraints as MySQL writes them. */
export const mysqlConstraints: Pick<
  DdlGrammar,
  "primaryKey" | "check" | "deferrability" | "inlineReference" | "match" | "dropConstraint"
> = {
  primaryKey: (scope, constraint, table) =>
    `${prefixKey(scope, constraint, table) ?? constraintClauses.primaryKey(scope, constraint, table)}${usingWords(scope, constraint)}`,
  deferrability: (scope, constraint) => {
    if (constraint.deferrable === null && constraint.initially === null) return "";
    throw unsupported(`${scope.name} has no DEFERRABLE or INITIALLY: every constraint is checked at once.`, {
      dialect: scope.name,
      operation: "create_constraint",
      hint: "Leave deferrable and initially out.",
    });
  },
  check: (scope, constraint, table) => {
    const { notEnforced } = optionsOf(scope, constraint.options, "mysql");
    return `${constraintClauses.check(scope, constraint, table)}${notEnforced ? " NOT ENFORCED" : ""}`;
  },
  // MySQL before 9.0 reads REFERENCES inside a column and makes no foreign key of it.
  inlineReference: (scope, constraint, table) =>
    `, ADD ${scope.grammar.foreignKey(scope, constraint, table)}`,
  match: (scope, constraint) => {
    if (constraint.match === null) return "";
    throw unsupported(
      "MySQL ignores the 'MATCH' keyword while at the same time causes ON UPDATE/ON DELETE clauses to be ignored.",
      { dialect: scope.name, operation: "create_foreign_key", hint: "Leave match out." },
    );
  },
  dropConstraint: (scope, directive) => {
    if (directive.ifExists) {
      throw unsupported("MySQL has no DROP CONSTRAINT IF EXISTS.", {
        dialect: scope.name,
        operation: "drop_constraint",
        table: directive.tableName,
        hint: "Leave ifExists out, or ask information_schema first.",
      });
    }
    const words = isMariadbServer(scope.context.serverVersion) ? mariadbDropWords : mysqlDropWords;
    return [dropConstraintSql(scope, directive, words)];
  },
};

/** `ALTER TABLE t DROP FOREIGN KEY x`, with the words of the dialect. Throws UNSUPPORTED when the kind is not known. */
export function dropConstraintSql(scope: DdlScope, directive: DropConstraintOp, words: DropWords): string {
  const kind =
    directive.constraintType ?? (directive.existing === null ? null : kindOf[directive.existing.kind]);
  if (kind === null) {
    throw unsupported("No generic 'DROP CONSTRAINT' in MySQL - please specify constraint type", {
      dialect: scope.name,
      operation: "drop_constraint",
      table: directive.tableName,
      hint: 'Pass the type: "foreignkey", "primary", "unique" or "check".',
    });
  }
  const drop = `ALTER TABLE ${scope.identifiers.qualify(directive.tableName, directive.schema)} DROP ${words[kind]}`;
  // Only DROP CONSTRAINT takes IF EXISTS for a primary key, whose name is always the same.
  if (kind === "primary") return directive.ifExists ? dropPrimaryKeyIfExists(scope, directive) : drop;
  return `${drop} ${directive.ifExists ? "IF EXISTS " : ""}${scope.identifiers.quote(droppedName(scope, directive))}`;
}

function dropPrimaryKeyIfExists({ identifiers }: DdlScope, { tableName, schema }: DropConstraintOp): string {
  return `ALTER TABLE ${identifiers.qualify(tableName, schema)} DROP CONSTRAINT IF EXISTS ${identifiers.forceQuote("PRIMARY")}`;
}

/** A primary key over the first characters of columns; `null` when it is over whole columns. */
function prefixKey(scope: DdlScope, constraint: PrimaryKeyConstraint, table: Table): string | null {
  const length = constraint.options.mariadb?.length ?? constraint.options.mysql?.length;
  if (length === undefined) return null;
  const parts = constraint.columns.map((name) => {
    const characters = typeof length === "object" ? own(length, name) : length;
    return `${columnList(scope, [name], table)}${characters === undefined ? "" : `(${characters})`}`;
  });
  return `${constraintWords(scope, constraint, table)}PRIMARY KEY (${parts.join(", ")})`;
}

function usingWords(scope: DdlScope, { options }: PrimaryKeyConstraint): string {
  const using = options.mariadb?.using ?? options.mysql?.using;
  return using === undefined ? "" : ` USING ${scope.identifiers.quote(using)}`;
}
