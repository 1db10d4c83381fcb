import { CommandError } from "../../errors/index.ts";
import { isRelative } from "../graph/relative.ts";
import { symbols } from "../graph/revision-id.ts";

const writable = /^[\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N}_.-]*$/u;

/** Throws CommandError for the label of a new revision that could not be typed as a symbol, or in one such as `label@head`. */
export function assertBranchLabel(label: string): void {
  if (writable.test(label) && !symbols.has(label) && !isRelative(label)) return;
  throw new CommandError(`Branch label '${label}' cannot be used in symbols such as '${label}@head'`, {
    hint: "Use letters, digits, underscores, dots and dashes, no number behind the last dash, and none of head, heads, base, current.",
    details: { label },
  });
}
