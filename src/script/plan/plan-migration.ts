import { normalizedParents } from "../graph/normalized-parents.ts";
import { downgradeRange, upgradeRange } from "../graph/range.ts";
import type { RevisionSymbol } from "../graph/resolve.ts";
import type { RevisionNode } from "../graph/revision.ts";
import type { RevisionMap } from "../graph/revision-map.ts";
import { resolveRows } from "./current-rows.ts";
import type { MigrationStep } from "./migration-step.ts";
import { PlannedRows } from "./planned-rows.ts";

/** Who hears of what a planner has to say. */
export interface PlanOptions {
  /** Hears of usage that works but should not be relied on. */
  readonly warn?: ((message: string) => void) | undefined;
}

/**
 * The steps that take a database with these version rows up to a target; empty when it is there already.
 * Throws RevisionError and its kinds (PARITY §3.4 to §3.7).
 */
export function planUpgrade(
  map: RevisionMap,
  target: RevisionSymbol,
  currentRows: readonly string[],
): readonly MigrationStep[] {
  const { graph } = map;
  const newestFirst = upgradeRange(graph, target, currentRows, {
    implicitBase: true,
    resolveLower: (symbol) => resolveRows(graph, symbol),
  });
  const rows = new PlannedRows(resolveRows(graph, currentRows));
  return newestFirst.toReversed().map((node) => upgradeStep(node, rows));
}

/** The steps that take a database with these version rows down to a target. Throws RevisionError and its kinds. */
export function planDowngrade(
  map: RevisionMap,
  target: string | null,
  currentRows: readonly string[],
  options: PlanOptions = {},
): readonly MigrationStep[] {
  const { graph } = map;
  const newestFirst = downgradeRange(graph, target, () => resolveRows(graph, currentRows), options);
  const rows = new PlannedRows(resolveRows(graph, currentRows));
  return newestFirst.map((node) => downgradeStep(node, rows));
}

function upgradeStep(node: RevisionNode, rows: PlannedRows): MigrationStep {
  const writes = rows.upgrade(node);
  return stepOf(node, {
    direction: "upgrade",
    isUpgrade: true,
    from: node.downRevisions,
    to: [node.revision],
    writes,
    rows: rows.ids(),
  });
}

function downgradeStep(node: RevisionNode, rows: PlannedRows): MigrationStep {
  const writes = rows.downgrade(node);
  return stepOf(node, {
    direction: "downgrade",
    isUpgrade: false,
    from: [node.revision],
    to: node.downRevisions,
    writes,
    rows: rows.ids(),
  });
}

type RevisionPart = "revision" | "doc" | "up" | "down";

function stepOf(node: RevisionNode, step: Omit<MigrationStep, RevisionPart>): MigrationStep {
  return {
    ...step,
    revision: node.revision,
    // Its file is read for it, which a run that logs nothing does not need.
    get doc() {
      return node.doc;
    },
    up: [node.revision],
    down: normalizedParents(node).map((parent) => parent.revision),
  };
}
