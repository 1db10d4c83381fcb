export { createOperations } from "./create-operations.ts";
export type * from "./types.ts";
