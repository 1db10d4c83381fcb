import { CommandError } from "../../errors/index.ts";

const reservedNames: ReadonlySet<string> = new Set(["head", "heads", "base", "current"]);

/** Throws CommandError when a label could not be used in a symbol. */
export function assertBranchLabel(label: string): void {
  if (/^[^@:\s]+$/.test(label) && !reservedNames.has(label)) return;
  throw new CommandError(`Branch label '${label}' cannot be used in symbols such as '${label}@head'`, {
    hint: "Use letters, digits, underscores and dashes, and none of head, heads, base, current.",
    details: { label },
  });
}
