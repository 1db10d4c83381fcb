import type { IndexComparison } from "../../dialect/comparison.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import type { Index, IndexPart } from "../../schema/index-def.ts";
import type { SqlPart } from "../../schema/sql-text.ts";
import { displayTuple } from "../diff-names.ts";
import { indexComparison } from "./index-comparison.ts";

/** A part of an index as text, for comparison and for log lines. */
export function indexPartText(part: IndexPart): string {
  return typeof part.expression === "string"
    ? part.expression
    : part.expression.parts.map(pieceText).join("");
}

function pieceText(piece: SqlPart): string {
  if (piece.kind === "raw") return piece.text;
  return piece.kind === "identifier" ? piece.path.join(".") : String(piece.value);
}

/** Compares indexes by uniqueness and columns, which is all that every catalogue tells alike. */
export function compareIndexColumns(inspected: Index, model: Index, _dialect: Dialect): IndexComparison {
  const differences: string[] = [];
  if (inspected.unique !== model.unique) {
    differences.push(`unique=${pythonic(inspected.unique)} to unique=${pythonic(model.unique)}`);
  }
  const [left, right] = [inspected.parts.map(indexPartText), model.parts.map(indexPartText)];
  if (left.join("\u0000") !== right.join("\u0000")) {
    differences.push(`expression ${displayTuple(left)} to ${displayTuple(right)}`);
  }
  return indexComparison(differences);
}

/** The spelling of booleans in Alembic's log lines, which people search for. */
function pythonic(value: boolean): string {
  return value ? "True" : "False";
}
