import { MultipleHeads, RevisionError } from "../../errors/index.ts";
import type { RevisionGraph } from "../graph/graph.ts";
import { ancestors, descendants, tipsOf } from "../graph/lineage.ts";
import { filterForLineage, type RevisionSymbol, resolveAll } from "../graph/resolve.ts";
import type { RevisionNode } from "../graph/revision.ts";
import { revisionIds } from "../graph/revision-ids.ts";
import type { RevisionMap } from "../graph/revision-map.ts";
import { resolveRows } from "./current-rows.ts";
import type { MigrationStep } from "./migration-step.ts";
import { PlannedRows } from "./planned-rows.ts";

/**
 * The steps that set the version rows to a target without running scripts: rows that share lineage with a target
 * become it, others stay (PARITY P-3.47). Throws RevisionError and its kinds.
 */
export function planStamp(
  map: RevisionMap,
  target: RevisionSymbol,
  currentRows: readonly string[],
): readonly MigrationStep[] {
  const { graph } = map;
  const current = resolveRows(graph, currentRows);
  const { related, destinations } = withClearMessage(() => resolveStamp(graph, target, current));
  const rows = new PlannedRows(current);
  if (destinations.length === 0) return related.map((row) => removalStep(row, rows));
  return destinations
    .filter((destination) => !related.includes(destination))
    .map((destination) => stampStep(destination, related, rows));
}

/**
 * The same, for rows that are going to be written: refused where they would overlap, which no upgrade starts from. `warn`
 * hears of a revision that was asked for and gets no row, and of the command that gives it one.
 */
export function planCheckedStamp(
  map: RevisionMap,
  target: RevisionSymbol,
  currentRows: readonly string[],
  warn: (message: string) => void,
): readonly MigrationStep[] {
  const { graph } = map;
  const steps = planStamp(map, target, currentRows);
  const current = resolveRows(graph, currentRows);
  const { related, destinations } = resolveStamp(graph, target, current);
  const wanted = tipsOf([...current.filter((row) => !related.includes(row)), ...destinations]);
  const command = `'alembic stamp --purge ${revisionIds(wanted).join(" ")}'`;
  const rows = resolveRows(graph, steps.at(-1)?.rows ?? currentRows);
  if (tipsOf(rows).length < rows.length) throw overlappingRows(revisionIds(rows), command);
  const stamped = ancestors(rows, { dependencies: true });
  const missing = revisionIds(destinations.filter((destination) => !stamped.has(destination)));
  if (missing.length > 0)
    warn(`No row is left for ${missing.join(", ")}, which was asked for; ${command} sets exactly these rows`);
  return steps;
}

function overlappingRows(rows: readonly string[], command: string): RevisionError {
  return new RevisionError(
    `The version rows would be ${rows.join(", ")}, of which one is an ancestor of another`,
    {
      hint: `Type ${command}: a row stands for everything below it, too.`,
      details: { rows },
    },
  );
}

function resolveStamp(
  graph: RevisionGraph,
  target: RevisionSymbol,
  current: readonly RevisionNode[],
): { readonly related: readonly RevisionNode[]; readonly destinations: readonly RevisionNode[] } {
  const symbols = target === null || typeof target === "string" ? [target ?? "base"] : target;
  const related = symbols.flatMap((symbol) =>
    filterForLineage(graph, current, symbol, { dependencies: true }),
  );
  return { related: [...new Set(related)], destinations: [...new Set(resolveAll(graph, target))] };
}

function stampStep(
  destination: RevisionNode,
  related: readonly RevisionNode[],
  rows: PlannedRows,
): MigrationStep {
  const above = descendants([destination], { dependencies: true });
  const below = ancestors([destination], { dependencies: true });
  const isDown = related.some((row) => above.has(row));
  const isConnected = isDown || related.some((row) => below.has(row));
  const sources = isConnected ? related : [];
  // Rows that an earlier destination has replaced are gone: what is left of them becomes the destination.
  const present = sources.filter((row) => rows.has(row));
  const replaced = isDown || present.length === sources.length ? present : [];
  const writes = rows.has(destination) ? [] : rows.replace(replaced, [destination]);
  return step({ from: revisionIds(sources), to: [destination.revision], isUpgrade: !isDown, writes, rows });
}

function removalStep(row: RevisionNode, rows: PlannedRows): MigrationStep {
  const writes = rows.replace([row], []);
  return step({ from: [row.revision], to: [], isUpgrade: false, writes, rows });
}

function step(
  parts: Pick<MigrationStep, "from" | "to" | "isUpgrade" | "writes"> & { readonly rows: PlannedRows },
): MigrationStep {
  const { from, to, isUpgrade, writes, rows } = parts;
  return {
    direction: "stamp",
    isUpgrade,
    revision: null,
    up: isUpgrade ? to : from,
    down: isUpgrade ? from : to,
    from,
    to,
    doc: "",
    writes,
    rows: rows.ids(),
  };
}

function withClearMessage<T>(resolve: () => T): T {
  try {
    return resolve();
  } catch (error) {
    if (!(error instanceof MultipleHeads)) throw error;
    const heads = error.details.heads as readonly string[]; // MultipleHeads always carries its heads
    throw new MultipleHeads(
      heads,
      String(error.details.argument),
      "Multiple heads are present; please specify a single target revision",
      { hint: `Name one of ${heads.join(", ")}, or stamp 'heads' for all of them.`, cause: error },
    );
  }
}
