import { CommandError } from "../../errors/index.ts";
import type { TextSink } from "../text-sink.ts";
import { defaultLogFormat, type LogFormatter } from "./log-format.ts";
import { logLevels } from "./log-record.ts";
import type { LoggerSettings, LoggingScope, LogHandler, LogSinks } from "./logging-scope.ts";

/** What {@link fileConfig} needs of a configuration. */
export interface LoggingConfig {
  readonly logging: LoggingScope;
  readonly configFileName: string | null;
  getSection(name: string): Record<string, string> | null;
  /** The section as written: the placeholders of a log format are no interpolation. */
  getRawSection(name: string): Record<string, string> | null;
}

/**
 * Sets levels, handlers and formats from the ini's `[loggers]`, `[handlers]` and `[formatters]` sections, as Python's
 * `logging.config.fileConfig` does. It acts on this configuration's own logging only and never on the host's; without
 * `[loggers]` it does nothing. Throws CommandError (code CONFIG) naming the section.
 */
export function fileConfig(config: LoggingConfig): void {
  const loggers = config.getSection("loggers");
  if (loggers === null) return;
  const reader = new LoggingReader(config);
  for (const key of keys(config.getSection("handlers") ?? {})) reader.assertHandler(key);
  const table = keys(loggers).map((key) => reader.logger(key));
  config.logging.configure(new Map(table));
}

type Section = Readonly<Record<string, string>>;

class LoggingReader {
  readonly #config: LoggingConfig;
  readonly #handlers = new Map<string, LogHandler | null>();

  constructor(config: LoggingConfig) {
    this.#config = config;
  }

  logger(key: string): readonly [name: string, settings: LoggerSettings] {
    const sectionName = `logger_${key}`;
    const section = this.#section(sectionName);
    const name = key === "root" ? "" : (section.qualname ?? key);
    const handlers = list(section.handlers).map((handler) => this.#handler(handler));
    return [
      name,
      {
        level: this.#level(section.level, sectionName),
        handlers: handlers.filter((handler) => handler !== null),
        propagate: section.propagate?.trim() !== "0",
      },
    ];
  }

  /** A handler that no logger has is only looked for. */
  assertHandler(key: string): void {
    this.#section(`handler_${key}`);
  }

  /** Null for a handler that writes nowhere in this process. */
  #handler(key: string): LogHandler | null {
    const known = this.#handlers.get(key);
    if (known !== undefined) return known;
    const sectionName = `handler_${key}`;
    const section = this.#section(sectionName);
    const sink = handlerSink(section, sectionName, this.#config.logging.sinks);
    const handler =
      sink === null
        ? null
        : {
            level: this.#level(section.level, sectionName),
            formatter: this.#formatter(section.formatter),
            sink,
          };
    this.#handlers.set(key, handler);
    return handler;
  }

  #formatter(key: string | undefined): LogFormatter {
    if (key === undefined || key === "") return { format: "%(message)s", dateFormat: null };
    const section = this.#config.getRawSection(`formatter_${key}`);
    if (section === null) throw this.#missing(`formatter_${key}`);
    return { format: section.format || defaultLogFormat, dateFormat: section.datefmt || null };
  }

  #level(text: string | undefined, section: string): number {
    const name = (text ?? "").trim().toUpperCase();
    if (name === "" || name === "NOTSET") return logLevels.NOTSET;
    if (name === "WARN") return logLevels.WARNING;
    if (name === "FATAL") return logLevels.CRITICAL;
    const found = Object.entries(logLevels).find(([level]) => level === name)?.[1];
    if (found !== undefined) return found;
    throw this.#error(section, `level '${text}' is none of ${Object.keys(logLevels).join(", ")}`);
  }

  #section(name: string): Section {
    const section = this.#config.getSection(name);
    if (section !== null) return section;
    throw this.#missing(name);
  }

  #missing(section: string): CommandError {
    return this.#error(section, "the section is missing, although the logging sections name it");
  }

  #error(section: string, problem: string): CommandError {
    return loggingError(this.#config.configFileName, section, problem);
  }
}

function handlerSink(section: Section, sectionName: string, sinks: LogSinks): TextSink | null {
  const kind = (section.class ?? "StreamHandler").trim().replace(/^logging\.(handlers\.)?/, "");
  if (kind === "NullHandler") return null;
  if (kind === "StreamHandler")
    return (/\bstdout\b/.test(section.args ?? "") ? sinks.stdout : sinks.stderr) ?? null;
  if (kind === "FileHandler") return openLogFile(section, sectionName, sinks);
  throw loggingError(
    null,
    sectionName,
    `handler class '${section.class}' is not known; there are StreamHandler, FileHandler and NullHandler`,
  );
}

function openLogFile({ args = "" }: Section, sectionName: string, sinks: LogSinks): TextSink | null {
  const [path, mode = "a"] = [...args.matchAll(/'([^']*)'|"([^"]*)"/g)].map(
    (match) => match[1] ?? match[2] ?? "",
  );
  if (path === undefined) throw loggingError(null, sectionName, `args = ${args} names no file`);
  return sinks.openFile?.(path, mode) ?? null;
}

function loggingError(file: string | null, section: string, problem: string): CommandError {
  return new CommandError(`${file ?? "Logging configuration"}: [${section}]: ${problem}`, {
    code: "CONFIG",
    hint: "Correct the logging sections of the ini file, or remove the call of fileConfig() from env.ts.",
    details: { section },
  });
}

function keys(section: Section): readonly string[] {
  return list(section.keys);
}

function list(text: string | undefined): readonly string[] {
  return (text ?? "")
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
