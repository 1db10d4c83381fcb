/** An argument, element or value in generated source text: finished text, or a list that may be laid out over lines. */
export type Code = string | CodeList | CodeEntry;

/** `head(item, item)`, `[item, item]` or `{ item, item }`. */
export interface CodeList {
  readonly kind: "list";
  /** What stands before the opening bracket. */
  readonly head: string;
  readonly brackets: "()" | "[]" | "{}";
  readonly items: readonly Code[];
}

/** `key: value` of an object. */
export interface CodeEntry {
  readonly kind: "entry";
  readonly key: string;
  readonly value: Code;
}

/** A call: `callee(item, item)`. */
export function callCode(callee: string, items: readonly Code[]): CodeList {
  return { kind: "list", head: callee, brackets: "()", items };
}

export function arrayCode(items: readonly Code[]): CodeList {
  return { kind: "list", head: "", brackets: "[]", items };
}

/** An object of entries whose keys are source text already. */
export function objectCode(entries: readonly CodeEntry[]): CodeList {
  return { kind: "list", head: "", brackets: "{}", items: entries };
}
