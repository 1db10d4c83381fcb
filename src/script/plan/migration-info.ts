import type { Revision } from "../graph/revision.ts";
import type { RevisionMap } from "../graph/revision-map.ts";
import type { MigrationStep } from "./migration-step.ts";

/** What `onVersionApply` is told of a step (PARITY P-4.39). */
export interface MigrationInfo {
  readonly isUpgrade: boolean;
  readonly isStamp: boolean;
  readonly isMigration: boolean;
  /** The only revision on the upper side; the first where a stamp comes from several. Null when there is none. */
  readonly upRevisionId: string | null;
  readonly upRevisionIds: readonly string[];
  readonly downRevisionIds: readonly string[];
  readonly upRevision: Revision | null;
  readonly upRevisions: readonly Revision[];
  readonly downRevisions: readonly Revision[];
  /** Where the step starts: the lower side of an upgrade, the upper side of a downgrade. */
  readonly sourceRevisionIds: readonly string[];
  readonly destinationRevisionIds: readonly string[];
  readonly sourceRevisions: readonly Revision[];
  readonly destinationRevisions: readonly Revision[];
  readonly revisionMap: RevisionMap;
}

export function migrationInfo(step: MigrationStep, map: RevisionMap): MigrationInfo {
  const upRevisions = map.getRevisions(step.up);
  const downRevisions = map.getRevisions(step.down);
  const isStamp = step.direction === "stamp";
  return {
    isUpgrade: step.isUpgrade,
    isStamp,
    isMigration: !isStamp,
    upRevisionId: step.up[0] ?? null,
    upRevisionIds: step.up,
    downRevisionIds: step.down,
    upRevision: upRevisions[0] ?? null,
    upRevisions,
    downRevisions,
    sourceRevisionIds: step.isUpgrade ? step.down : step.up,
    destinationRevisionIds: step.isUpgrade ? step.up : step.down,
    sourceRevisions: step.isUpgrade ? downRevisions : upRevisions,
    destinationRevisions: step.isUpgrade ? upRevisions : downRevisions,
    revisionMap: map,
  };
}
