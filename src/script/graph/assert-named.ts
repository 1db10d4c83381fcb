import { CommandError } from "../../errors/index.ts";
import type { RevisionSymbol } from "./resolve.ts";

/**
 * Throws CommandError where a revision that somebody has to name is empty. In the graph that is the base, but in a shell it is
 * a variable that is not set, and would take everything down.
 */
export function assertNamed(symbol: RevisionSymbol): void {
  const names = symbol === null || typeof symbol === "string" ? [symbol] : symbol;
  if (names.length > 0 && !names.includes("")) return;
  throw new CommandError("Empty revision: a revision is to be named here, and what was given has no text", {
    hint: "Name a revision, as in 'head'; for no revision at all type 'base'. Is a variable of the shell not set?",
    details: { symbol },
  });
}
