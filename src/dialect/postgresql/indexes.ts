import { own } from "../../util/own.ts";
import { phrase } from "../default/constraint-clauses.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { StatementGrammar } from "../default/grammar.ts";
import { indexName, indexPartSql } from "../default/index-statements.ts";
import { columnList } from "../default/names.ts";
import { tableStub } from "../default/table-stub.ts";
import { storageParameters } from "./table-options.ts";

const indexMethod = /^[\w_]+$/;

/** PostgreSQL's indexes with all their options. */
export const indexes: Pick<StatementGrammar, "createIndex" | "dropIndex"> = {
  createIndex: (scope, { index, tableName, schema, ifNotExists }) => {
    const options = optionsOf(scope, index.options, "postgresql");
    const parts = index.parts.map((part) =>
      indexPartSql(
        scope,
        part,
        typeof part.expression === "string" ? (own(options.ops ?? {}, part.expression) ?? null) : null,
      ),
    );
    const using =
      options.using === undefined ? null : phrase(scope.literals.sqlText(options.using), indexMethod);
    return [
      [
        "CREATE",
        index.unique ? "UNIQUE INDEX" : "INDEX",
        options.concurrently ? "CONCURRENTLY" : "",
        ifNotExists ? "IF NOT EXISTS" : "",
        indexName(scope, index, tableStub(tableName, schema)),
        `ON ${scope.identifiers.qualify(tableName, schema)}`,
        using === null ? "" : `USING ${using}`,
        `(${parts.join(", ")})`,
        options.include === undefined || options.include.length === 0
          ? ""
          : `INCLUDE (${columnList(scope, options.include)})`,
        options.nullsNotDistinct === undefined
          ? ""
          : `NULLS ${options.nullsNotDistinct ? "NOT " : ""}DISTINCT`,
        options.with === undefined ? "" : `WITH (${storageParameters(options.with)})`,
        options.tablespace === undefined ? "" : `TABLESPACE ${scope.identifiers.quote(options.tablespace)}`,
        options.where === undefined ? "" : `WHERE ${scope.literals.sqlText(options.where)}`,
      ]
        .filter((word) => word !== "")
        .join(" "),
    ];
  },
  dropIndex: (scope, { indexName: name, schema, ifExists, options }) => {
    const { concurrently } = optionsOf(scope, options, "postgresql");
    return [
      `DROP INDEX ${concurrently ? "CONCURRENTLY " : ""}${ifExists ? "IF EXISTS " : ""}${scope.identifiers.qualify(name, schema)}`,
    ];
  },
};
