import type { View } from "./operations/view.ts";

/** The views that the database should have. */
export const views: readonly View[] = [
  { name: "active_customer", text: "SELECT id, name FROM customer WHERE active" },
];
