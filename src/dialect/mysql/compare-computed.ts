import type { Column } from "../../schema/column.ts";
import type { ComputedChange, ComputedStatements } from "../comparison.ts";
import { modifyColumn } from "./modify-column.ts";

/**
 * MODIFY with another expression, and from or to a stored one, which keeps its values. A virtual column can neither
 * become another kind nor come out of one (MySQL manual, ALTER TABLE and Generated Columns).
 */
export function computedStatements(change: ComputedChange): ComputedStatements | null {
  const [before, after] = [kindOf(change.from), kindOf(change.to)];
  const isVirtual = before === "virtual" || after === "virtual";
  if (isVirtual && before !== after) return null;
  return {
    upgrade: modifyColumn(change, change.to),
    downgrade: modifyColumn(change, change.from),
    isReplacedBack: false,
  };
}

function kindOf({ computed }: Column): "plain" | "stored" | "virtual" {
  if (computed === null) return "plain";
  return computed.persisted === true ? "stored" : "virtual";
}
