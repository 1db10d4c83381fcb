import type { Column } from "../../schema/column.ts";
import { plainText, rawSql } from "../../schema/sql-text.ts";
import type { ComparisonRules, DefaultPair } from "../comparison.ts";
import { stringValue, withoutParentheses } from "../default/compare-text.ts";
import { normalise } from "./compare-normalise.ts";

/** SQLite keeps the texts of a table as they were written: what differs in more than quotes and parentheses differs. */
export const sqliteComparison: ComparisonRules = {
  correctColumn: withExpressionInParentheses,
  defaultsDiffer: ({ inspectedText, modelText }: DefaultPair): boolean =>
    normalDefault(inspectedText) !== normalDefault(modelText),
  isExpressionIndexIgnored: true,
  normalise,
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
