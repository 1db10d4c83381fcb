import { AsyncLocalStorage } from "node:async_hooks";
import { maskPasswords } from "../../util/mask-passwords.ts";
import type { PublicMembers } from "../../util/public-members.ts";
import type { TextSink } from "../text-sink.ts";
import { defaultLogFormat, formatRecord, type LogFormatter } from "./log-format.ts";
import { type LogRecord, logLevels } from "./log-record.ts";

/** Where handlers of a scope may write; what is absent is not written. */
export interface LogSinks {
  readonly stdout?: TextSink | undefined;
  readonly stderr?: TextSink | undefined;
  /** Opens the file of a `FileHandler`. */
  readonly openFile?: ((path: string, mode: string) => TextSink) | undefined;
}

/** A destination of records, with the least level it takes. */
export interface LogHandler {
  readonly level: number;
  readonly formatter: LogFormatter;
  readonly sink: TextSink;
}

/** One logger of a configuration: the ini's `[logger_…]` section. */
export interface LoggerSettings {
  /** The least level that is logged; 0 means "as the parent". */
  readonly level: number;
  readonly handlers: readonly LogHandler[];
  /** Whether the handlers of the parents get the record too. */
  readonly propagate: boolean;
}

/** Settings by logger name; the root's name is the empty string. */
export type LoggerTable = ReadonlyMap<string, LoggerSettings>;

/** Hears each record that is logged, beside the handlers. */
export type LogListener = (record: LogRecord) => void;

const emptyTable: LoggerTable = new Map([["", { level: logLevels.WARNING, handlers: [], propagate: false }]]);

class LoggingScopeClass {
  readonly sinks: LogSinks;
  #table: LoggerTable = emptyTable;
  /** The least levels of the loggers that were asked about. */
  readonly #levels = new Map<string, number>();
  readonly #listeners = new Set<LogListener>();

  constructor(sinks: LogSinks = {}) {
    this.sinks = sinks;
  }

  /** Replaces levels and handlers. */
  configure(table: LoggerTable): void {
    this.#table = table;
    this.#levels.clear();
  }

  /** Calls the listener for each record; returns the function that ends it. */
  subscribe(listener: LogListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether a logger of this name passes records of this level on. */
  isEnabledFor(name: string, level: number): boolean {
    return level >= (this.#levels.get(name) ?? this.#rememberLevel(name));
  }

  /** Passes a record to the handlers its logger and the logger's parents have; passwords are masked. */
  emit(record: LogRecord): void {
    if (this.isEnabledFor(record.name, logLevels[record.levelName])) this.#pass(record, []);
  }

  /** The same for a record that was asked for whatever the loggers' levels say; without a handler it goes to the scope's stderr. */
  echo(record: LogRecord): void {
    const { stderr } = this.sinks;
    const formatter = { format: defaultLogFormat, dateFormat: null };
    this.#pass(record, stderr === undefined ? [] : [{ level: logLevels.NOTSET, formatter, sink: stderr }]);
  }

  #pass(record: LogRecord, otherwise: readonly LogHandler[]): void {
    const level = logLevels[record.levelName];
    const masked: LogRecord = { ...record, message: maskPasswords(record.message) };
    for (const listener of this.#listeners) listener(masked);
    const handlers = this.#handlersOf(record.name);
    for (const handler of handlers.length > 0 ? handlers : otherwise) {
      if (level >= handler.level) handler.sink.write(`${formatRecord(masked, handler.formatter)}\n`);
    }
  }

  /** The handlers of a logger and those of its parents, up to one that keeps its records to itself. */
  #handlersOf(name: string): readonly LogHandler[] {
    const found: LogHandler[] = [];
    for (const { handlers, propagate } of this.#ancestry(name)) {
      found.push(...handlers);
      if (!propagate) break;
    }
    return found;
  }

  /** A notice for people that no log level hides: one line on the scope's stderr. */
  notify(message: string): void {
    const masked = maskPasswords(message);
    for (const listener of this.#listeners) {
      listener({ name: "alembic", levelName: "WARNING", message: masked, time: new Date() });
    }
    this.sinks.stderr?.write(`Warning: ${masked}\n`);
  }

  /** Runs a function with this scope as the one that {@link currentLoggingScope} answers. */
  run<T>(fn: () => T): T {
    return scopes().run(this, fn);
  }

  #rememberLevel(name: string): number {
    const least = this.#leastLevel(name);
    this.#levels.set(name, least);
    return least;
  }

  #leastLevel(name: string): number {
    for (const { level } of this.#ancestry(name)) if (level > 0) return level;
    return 0;
  }

  /** Settings of a logger and its parents, nearest first, the root last. */
  *#ancestry(name: string): Generator<LoggerSettings> {
    for (let at = name; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf(".")))) {
      const settings = this.#table.get(at);
      if (settings !== undefined) yield settings;
    }
    const root = this.#table.get("");
    if (root !== undefined) yield root;
  }
}

/**
 * The logging of one environment. A library's scope writes nothing until it gets sinks (the command line gives
 * stdout and stderr) and a table (`fileConfig` reads the ini's); listeners always hear what the levels let through.
 */
export interface LoggingScope extends PublicMembers<LoggingScopeClass> {}

/** Makes a {@link LoggingScope}; called with `new`. */
export const LoggingScope: new (sinks?: LogSinks) => LoggingScope = LoggingScopeClass;

const silentScope = new LoggingScope();
const scopesKey = Symbol.for("alembic-ts.logging-scopes");

/** The scope of the environment that is running, or one that writes nothing. */
export function currentLoggingScope(): LoggingScope {
  return scopes().getStore() ?? silentScope;
}

/** Kept on globalThis so that two copies of this package, such as source and build, share it. */
function scopes(): AsyncLocalStorage<LoggingScope> {
  // A well-known symbol on globalThis has no type of its own.
  const host = globalThis as { [scopesKey]?: AsyncLocalStorage<LoggingScope> };
  host[scopesKey] ??= new AsyncLocalStorage();
  return host[scopesKey];
}
