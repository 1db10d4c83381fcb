/**
 * customers and a view
 *
 * Revision ID: 3f1c2a9d7b10
 * Revises:
 * Create Date: 2026-11-21 13:00:00.000000
 */

import { op, sa } from "alembic-ts";

export const revision = "3f1c2a9d7b10";
export const downRevision: string | readonly string[] | null = null;
export const branchLabels: string | readonly string[] | null = null;
export const dependsOn: string | readonly string[] | null = null;

const activeCustomer = { name: "active_customer", text: "SELECT id FROM customer WHERE active" };

export async function upgrade(): Promise<void> {
  await op.createTable("customer", [
    sa.column("id", sa.integer(), { primaryKey: true }),
    sa.column("name", sa.string(50), { nullable: false }),
    sa.column("active", sa.boolean(), { nullable: false, serverDefault: sa.true() }),
  ]);
  await op.createView(activeCustomer);
}

export async function downgrade(): Promise<void> {
  await op.dropView(activeCustomer);
  await op.dropTable("customer");
}
