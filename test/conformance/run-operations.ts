import { type NeutralOperation, toCall } from "./neutral-operations.ts";

/** Runs operations of the corpus through `op`. */
export async function runOperations(op: object, operations: readonly NeutralOperation[]): Promise<void> {
  // The corpus names operations by text, so the typed surface is called by name.
  const surface = op as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
  for (const each of operations) {
    const { method, args } = toCall(each);
    const call = surface[method];
    if (call === undefined) throw new Error(`op has no ${method}().`);
    await call(...args);
  }
}
