import type { Column } from "../../schema/column.ts";
import type { Index } from "../../schema/index-def.ts";
import { plainText, rawSql } from "../../schema/sql-text.ts";
import type { ComparisonRules, DefaultPair, KeySets } from "../comparison.ts";
import { stringValue, withoutParentheses } from "../default/compare-text.ts";

/** SQLite keeps the texts of a table as they were written: what differs in more than quotes and parentheses differs. */
export const sqliteComparison: ComparisonRules = {
  correctColumn: withExpressionInParentheses,
  defaultsDiffer: ({ inspectedText, modelText }: DefaultPair): boolean =>
    normalDefault(inspectedText) !== normalDefault(modelText),
  isExpressionIndexIgnored: true,
  correctKeys,
};

/**
 * Revisions write a default that may be an expression in parentheses, as SQLite asks for in ALTER TABLE; the catalogue
 * has it as it was written.
 */
function withExpressionInParentheses(column: Column): Column {
  const text = column.serverDefault?.kind === "sql_text" ? plainText(column.serverDefault) : null;
  if (text === null || /^(?:[\d.]|'.+'|\(.+\))$/s.test(text)) return column;
  return { ...column, serverDefault: rawSql(`(${text})`) };
}

/** Affinity makes `5` of `'5'` and the other way round, so quotes do not count. */
function normalDefault(text: string | null): string | null {
  if (text === null) return null;
  const bare = withoutParentheses(text);
  const value = stringValue(bare);
  return value ?? (bare.toUpperCase() === "NULL" ? null : bare);
}

/** Expressions of indexes are left to the plugin for them, as the original does not read them. */
function correctKeys(keys: KeySets): void {
  keys.databaseIndexes = keys.databaseIndexes.filter(hasOnlyColumns);
  keys.modelIndexes = keys.modelIndexes.filter(hasOnlyColumns);
}

function hasOnlyColumns(index: Index): boolean {
  return index.parts.every((part) => typeof part.expression === "string");
}
