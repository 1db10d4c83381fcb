import { freeze } from "../util/freeze.ts";

/** A name with an explicit quoting wish; made by `sa.quotedName`. */
export interface QuotedName {
  readonly kind: "quoted_name";
  readonly text: string;
  /** true: always quoted; false: never. */
  readonly quote: boolean;
}

/** A name that naming conventions leave alone; made by `op.f`, and what reflection gives constraints and indexes. */
export interface FinalName {
  readonly kind: "final_name";
  readonly text: string;
}

/** The name of a table or column. A plain string is quoted when the database needs it. */
export type Identifier = string | QuotedName | FinalName;

/** The name of a constraint or index. A plain string goes through the naming convention. */
export type Name = Identifier;

/** Says whether a name must be quoted always (`true`) or never (`false`). */
export function quotedName(text: string, quote: boolean): QuotedName {
  return freeze({ kind: "quoted_name", text, quote } as const);
}

/** Marks a name as final: no naming convention is applied to it (Alembic's `op.f`). */
export function finalName(text: string): FinalName {
  return freeze({ kind: "final_name", text } as const);
}

/** The bare text of a name. */
export function nameText(name: Name): string {
  return typeof name === "string" ? name : name.text;
}

export function isFinalName(name: Name | null | undefined): name is FinalName {
  return typeof name === "object" && name !== null && name.kind === "final_name";
}
