import { freeze } from "../util/freeze.ts";

/** A name with an explicit quoting wish; made by `sa.quotedName`. */
export interface QuotedName {
  readonly kind: "quoted_name";
  readonly text: string;
  /** true: always quoted; false: never. */
  readonly quote: boolean;
  /** The text of the name. */
  toString(): string;
}

/** A name that naming conventions leave alone; made by `op.f`, and what reflection gives constraints and indexes. */
export interface FinalName {
  readonly kind: "final_name";
  readonly text: string;
  /** The text of the name. */
  toString(): string;
}

/** The name of a table or column. A plain string is quoted when the database needs it. */
export type Identifier = string | QuotedName | FinalName;

/** The name of a constraint or index. A plain string goes through the naming convention. */
export type Name = Identifier;

/** What both kinds of name objects are besides data: in strings and in JSON they are their text, as Alembic's are. */
abstract class NameObject {
  abstract readonly text: string;

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

class QuotedNameObject extends NameObject implements QuotedName {
  readonly kind = "quoted_name";
  readonly text: string;
  readonly quote: boolean;

  constructor(text: string, quote: boolean) {
    super();
    this.text = text;
    this.quote = quote;
  }
}

class FinalNameObject extends NameObject implements FinalName {
  readonly kind = "final_name";
  readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }
}

/** Says whether a name must be quoted always (`true`) or never (`false`). */
export function quotedName(text: string, quote: boolean): QuotedName {
  return freeze(new QuotedNameObject(text, quote));
}

/** Marks a name as final: no naming convention is applied to it (Alembic's `op.f`). */
export function finalName(text: string): FinalName {
  return freeze(new FinalNameObject(text));
}

/** The bare text of a name. */
export function nameText(name: Name): string {
  return typeof name === "string" ? name : name.text;
}

export function isFinalName(name: Name | null | undefined): name is FinalName {
  return typeof name === "object" && name !== null && name.kind === "final_name";
}
