export type { OracleOptions } from "./options.ts";
export * from "./type-constructors.ts";
