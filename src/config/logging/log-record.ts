/** Python's names of the levels, from the least to the most urgent; NOTSET logs everything. */
export type LogLevelName = "NOTSET" | "DEBUG" | "INFO" | "WARNING" | "ERROR" | "CRITICAL";

/** Levels by name, with Python's numbers: higher is more urgent. */
export const logLevels: Readonly<Record<LogLevelName, number>> = {
  NOTSET: 0,
  DEBUG: 10,
  INFO: 20,
  WARNING: 30,
  ERROR: 40,
  CRITICAL: 50,
};

/** One log message with where and when it was made. */
export interface LogRecord {
  /** Dotted name of the logger, for example `alembic.runtime.migration`. */
  readonly name: string;
  readonly levelName: LogLevelName;
  readonly message: string;
  readonly time: Date;
}
