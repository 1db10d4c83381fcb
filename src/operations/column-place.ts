import type { BatchItem, Directive } from "../directives/index.ts";
import { ownKeysOf } from "../schema/dialect-options.ts";

/** Where a column goes in a table that is rebuilt. */
export interface ColumnPlace {
  readonly insertBefore?: string | undefined;
  readonly insertAfter?: string | undefined;
}

export const placeKeys: readonly string[] = ownKeysOf<ColumnPlace>()(["insertBefore", "insertAfter"]);

/** A directive of a batch block, with its place when one was given. */
export function batchItem(directive: Directive, place: ColumnPlace = {}): BatchItem {
  return {
    directive,
    ...(place.insertBefore !== undefined && { insertBefore: place.insertBefore }),
    ...(place.insertAfter !== undefined && { insertAfter: place.insertAfter }),
  };
}
