export type * from "./batch.ts";
export type * from "./column.ts";
export type * from "./constraint.ts";
export type * from "./containers.ts";
export type * from "./data.ts";
export type * from "./directive.ts";
export type * from "./index-op.ts";
export type * from "./table.ts";
