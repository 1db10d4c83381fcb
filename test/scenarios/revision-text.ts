export interface RevisionParts {
  readonly down?: string | undefined;
  /** The body of `upgrade()`, which begins on line 17 of the file. */
  readonly upgrade?: string | undefined;
  readonly downgrade?: string | undefined;
}

/** A call of `op.createTable` with an integer key. */
export function createTable(name: string): string {
  return `await op.createTable("${name}", [sa.column("id", sa.integer(), { primaryKey: true })]);`;
}

/** A revision file as a user has it after filling in its functions. */
export function revisionText(id: string, { down, upgrade = "", downgrade = "" }: RevisionParts = {}): string {
  return `/**
 * revision ${id}
 *
 * Revision ID: ${id}
 * Revises:${down === undefined ? "" : ` ${down}`}
 * Create Date: 2026-11-21 11:43:50.628529
 */

import { op, sa } from "alembic-ts";

export const revision = "${id}";
export const downRevision: string | readonly string[] | null = ${JSON.stringify(down ?? null)};
export const branchLabels: string | readonly string[] | null = null;
export const dependsOn: string | readonly string[] | null = null;

export async function upgrade(): Promise<void> {
  ${upgrade}
}

export async function downgrade(): Promise<void> {
  ${downgrade}
}
`;
}
