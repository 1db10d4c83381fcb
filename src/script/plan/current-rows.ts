import { ResolutionError, RevisionNotFound } from "../../errors/index.ts";
import type { RevisionGraph } from "../graph/graph.ts";
import { type RevisionSymbol, resolveAll } from "../graph/resolve.ts";
import type { RevisionNode } from "../graph/revision.ts";

/** The revisions of the version rows. Throws RevisionNotFound that names the situation when a row has no file. */
export function resolveRows(graph: RevisionGraph, rows: RevisionSymbol): readonly RevisionNode[] {
  try {
    return resolveAll(graph, rows);
  } catch (error) {
    if (!(error instanceof ResolutionError)) throw error;
    const row = String(error.details.argument);
    const Kind = error instanceof RevisionNotFound ? RevisionNotFound : ResolutionError;
    throw new Kind(
      `Can't locate revision identified by '${row}'; the database is at this revision, but no revision file has it`,
      row,
      {
        hint: "Bring the file back (is a branch not merged yet?), or set the rows anew with 'alembic stamp --purge <revision>'.",
        cause: error,
      },
    );
  }
}
