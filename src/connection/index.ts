export { type StatementMessage, statementChannelName } from "../util/statement-channel.ts";
export {
  type ArrayRow,
  type BeginOptions,
  type Connection,
  isConnection,
  type QueryResult,
} from "./connection.ts";
export type { Echo } from "./create-connection.ts";
export { createEngine, type Engine, type EngineOptions, type EngineSource } from "./engine.ts";
export { type EngineFromConfigOptions, engineFromConfig } from "./engine-from-config.ts";
export { parseServerVersion } from "./server-version.ts";
export { type DatabaseUrl, parseUrl } from "./url.ts";
export { connectionFrom, type UserConnectionOptions } from "./user-connection.ts";
