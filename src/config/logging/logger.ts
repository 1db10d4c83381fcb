import { type LogLevelName, logLevels } from "./log-record.ts";
import { currentLoggingScope } from "./logging-scope.ts";

/** A named source of log records, for example `alembic.env`. */
export interface Logger {
  readonly name: string;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
  /** Whether a record of this level would go anywhere; lets callers skip making an expensive text. */
  isEnabledFor(level: LogLevelName): boolean;
}

/**
 * A logger that writes to the environment that is running when it is called. Levels and handlers come from the
 * ini's `[loggers]` sections once `env.ts` has called `fileConfig(config)`; before that nothing is written.
 *
 * @example
 * getLogger("alembic.env").info("Migrating database engine1");
 */
export function getLogger(name: string): Logger {
  const log = (levelName: LogLevelName) => (message: string) =>
    currentLoggingScope().emit({ name, levelName, message, time: new Date() });
  return {
    name,
    debug: log("DEBUG"),
    info: log("INFO"),
    warn: log("WARNING"),
    error: log("ERROR"),
    isEnabledFor: (level) => currentLoggingScope().isEnabledFor(name, logLevels[level]),
  };
}

/** Tells the user of the running command something that no log level may hide: one line on stderr, no log line. */
export function warn(message: string): void {
  currentLoggingScope().notify(message);
}
