export type { MssqlOptions } from "./options.ts";
export * from "./type-constructors.ts";
