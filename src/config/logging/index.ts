export { fileConfig, type LoggingConfig } from "./file-config.ts";
export { formatRecord, type LogFormatter } from "./log-format.ts";
export type { LogLevelName, LogRecord } from "./log-record.ts";
export { getLogger, type Logger, warn } from "./logger.ts";
export {
  currentLoggingScope,
  type LoggerSettings,
  type LoggerTable,
  LoggingScope,
  type LogHandler,
  type LogListener,
  type LogSinks,
} from "./logging-scope.ts";
