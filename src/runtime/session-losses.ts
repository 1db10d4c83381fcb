import type { SessionSettings } from "../dialect/dialect.ts";

/** What a statement needs, and the statement that had made it. */
export interface MissingState {
  readonly sql: string;
  readonly name: string;
  readonly made: string;
}

/** What statements made in the session of an earlier run, and is gone with it: variables, temporary tables. */
export class SessionLosses {
  readonly #stateOf: NonNullable<SessionSettings["sessionState"]>;
  readonly #lost = new Map<string, string>();

  constructor(session: SessionSettings | undefined) {
    this.#stateOf = session?.sessionState ?? (() => null);
  }

  reset(): void {
    this.#lost.clear();
  }

  /** Notes a statement that is not sent, as an earlier run has done it. */
  skipped(sql: string): void {
    const { names = [], ends = false } = this.#stateOf(sql) ?? {};
    for (const name of names) {
      if (ends) this.#lost.delete(name);
      else this.#lost.set(name, sql);
    }
  }

  /** Notes a statement that was sent. */
  sent(sql: string): void {
    if (this.#lost.size === 0) return;
    for (const name of this.#stateOf(sql)?.names ?? []) this.#lost.delete(name);
  }

  /** Whether a statement makes something that is told by a name. */
  isNamed(sql: string): boolean {
    const { names = [], ends = false } = this.#stateOf(sql) ?? {};
    return names.length > 0 && !ends;
  }

  /** Whether a statement ends only what is gone already. */
  isOver(sql: string): boolean {
    if (this.#lost.size === 0) return false;
    const { names = [], ends = false } = this.#stateOf(sql) ?? {};
    return ends && names.some((name) => this.#lost.has(name));
  }

  /** What of a statement's text is gone; `null` when it has all it needs. */
  missing(sql: string): MissingState | null {
    if (this.#lost.size === 0) return null;
    const { names = [], isUnnamed = false } = this.#stateOf(sql) ?? {};
    for (const [name, made] of this.#lost) {
      const isMade = names.includes(name) && !isUnnamed;
      if (mentionsOf(sql, name) > (isMade ? 1 : 0)) return { sql, name, made };
    }
    return null;
  }
}

function mentionsOf(sql: string, name: string): number {
  const text = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  // "@@m" is not "@m".
  return [...sql.matchAll(new RegExp(`(?<![\\w$])(?<!@(?=@))${text}(?![\\w$])`, "gi"))].length;
}
