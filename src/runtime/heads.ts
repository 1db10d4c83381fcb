import { getLogger } from "../config/index.ts";
import { describeWrites, type VersionWrite } from "../script/plan/version-write.ts";
import type { VersionRows } from "./version-table.ts";

const logger = getLogger("alembic.runtime.migration");

/** The version rows of a run, changed in the database and here together. */
export class Heads {
  readonly #rows: VersionRows;
  #heads: string[];

  constructor(rows: VersionRows, heads: readonly string[]) {
    this.#rows = rows;
    this.#heads = [...heads];
  }

  get current(): readonly string[] {
    return this.#heads;
  }

  /** Whether other rows are these, in any order. */
  equals(rows: readonly string[]): boolean {
    if (rows === this.#heads) return true;
    const sorted = (list: readonly string[]): string => [...list].sort().join("\n");
    return sorted(rows) === sorted(this.#heads);
  }

  async apply(writes: readonly VersionWrite[]): Promise<void> {
    if (writes.length > 0 && logger.isEnabledFor("DEBUG")) logger.debug(describeWrites(writes));
    for (const write of writes) {
      await this.#rows.write(write);
      this.#track(write);
    }
  }

  #track(write: VersionWrite): void {
    if (write.kind === "insert") this.#heads.push(write.revision);
    else if (write.kind === "delete") this.#heads.splice(this.#heads.indexOf(write.revision), 1);
    else this.#heads.splice(this.#heads.indexOf(write.from), 1, write.to);
  }
}
