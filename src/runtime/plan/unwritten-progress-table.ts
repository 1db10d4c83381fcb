import { type ProgressEntry, type ProgressKey, ProgressTable, type ScriptRecord } from "../progress-table.ts";

/** The record of half done migrations while a run is only planned: it is read, and nothing is written. */
export class UnwrittenProgressTable extends ProgressTable {
  override async create(): Promise<void> {}

  override async drop(): Promise<void> {}

  override async insert(): Promise<void> {}

  override async markDone(): Promise<void> {}

  override async remove(): Promise<void> {}

  override async noteRows(): Promise<void> {}

  override async isEmpty(): Promise<boolean> {
    return false;
  }

  override async read(key: ProgressKey): Promise<readonly ProgressEntry[]> {
    return (await this.exists()) ? super.read(key) : [];
  }

  override async records(): Promise<readonly ScriptRecord[]> {
    return (await this.exists()) ? super.records() : [];
  }
}
