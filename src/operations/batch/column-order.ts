import { operationError } from "../operation-error.ts";

/**
 * Puts names into the order that groups ask for: within a group each name follows the one before it; names in no group
 * keep their order and come as early as they can. Throws OPERATION when groups contradict each other.
 */
export function partialOrder(
  names: readonly string[],
  groups: readonly (readonly string[])[],
): readonly string[] {
  const before = new Map(names.map((name) => [name, new Set<string>()]));
  for (const group of groups) {
    for (const [index, name] of group.entries()) {
      const previous = group[index - 1];
      if (previous !== undefined) before.get(name)?.add(previous);
    }
  }
  const ordered: string[] = [];
  let left = [...names];
  while (left.length > 0) {
    const ready = left.filter((name) =>
      [...(before.get(name) ?? [])].every((each) => ordered.includes(each)),
    );
    if (ready.length === 0) throw contradiction(left);
    ordered.push(...ready);
    left = left.filter((name) => !ready.includes(name));
  }
  return ordered;
}

function contradiction(names: readonly string[]): Error {
  return operationError(`partialReordering contradicts itself about the columns ${names.join(", ")}.`, {
    hint: "Name each column in one group only.",
  });
}
