import { type Connection, type CustomDirectives, sa } from "alembic-ts";
import type { View } from "./view.ts";

type ViewOp = CustomDirectives["create_view" | "drop_view" | "replace_view"];

/** The steps that turn the views of a database into the wanted ones. */
export async function compareViews(
  connection: Connection,
  wanted: readonly View[],
): Promise<readonly ViewOp[]> {
  const existing = await readViews(connection);
  const steps: ViewOp[] = [];
  for (const view of wanted) {
    const before = existing.get(view.name);
    if (before === undefined) steps.push({ kind: "create_view", view });
    else if (before.text !== view.text) steps.push({ kind: "replace_view", from: before, to: view });
    existing.delete(view.name);
  }
  return [...steps, ...[...existing.values()].map((view): ViewOp => ({ kind: "drop_view", view }))];
}

async function readViews(connection: Connection): Promise<Map<string, View>> {
  const inspector = sa.inspect(connection);
  const views = new Map<string, View>();
  for (const name of await inspector.getViewNames()) {
    const definition = (await inspector.getViewDefinition(name)) ?? "";
    views.set(name, { name, text: definition.replace(/^CREATE VIEW .*? AS /s, "") });
  }
  return views;
}
