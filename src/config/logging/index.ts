export { fileConfig, type LoggingConfig } from "./file-config.ts";
export { defaultLogFormat, formatRecord, type LogFormatter } from "./log-format.ts";
export { type LogLevelName, type LogRecord, logLevels } from "./log-record.ts";
export { getLogger, type Logger, warn } from "./logger.ts";
export { currentLoggingScope, LoggingScope, type LogListener, type LogSinks } from "./logging-scope.ts";
