export type { SqliteOptions } from "./options.ts";
export * from "./type-constructors.ts";
