import type { GeneratedDefault } from "../../schema/server-default.ts";
import type { AutogenContext } from "../autogen-context.ts";

/** A generated column cannot be changed in place: a difference is only told. */
export function compareComputed(
  context: AutogenContext,
  inspected: GeneratedDefault | null,
  wanted: GeneratedDefault | null,
  where: string,
): void {
  if (normalForm(context, inspected) === normalForm(context, wanted)) return;
  context.warn(`Computed default on ${where} cannot be modified`);
}

function normalForm(context: AutogenContext, value: GeneratedDefault | null): string | null {
  if (value?.kind !== "computed") return null;
  return context.dialect.literals
    .sqlText(value.text)
    .replace(/[\s'"`()[\]]/g, "")
    .toLowerCase();
}
