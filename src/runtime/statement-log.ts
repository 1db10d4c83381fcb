import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { currentLoggingScope, getLogger } from "../config/index.ts";
import { type StatementMessage, statementChannelName } from "../connection/index.ts";
import { currentScope } from "./current-scope.ts";
import type { EnvironmentContext } from "./environment-context.ts";

const loggerName = "sqlalchemy.engine";
const logger = getLogger(loggerName);

/**
 * Runs a function and logs each statement that this environment sends meanwhile: at INFO on `sqlalchemy.engine`, and
 * whatever the level says when the engine was made with `echo`.
 */
export async function withStatementLog<T>(
  environment: EnvironmentContext,
  run: () => Promise<T>,
): Promise<T> {
  const listen = (message: unknown): void => {
    // Only the connections of this package publish on this channel.
    const statement = message as StatementMessage;
    if (!statement.echo && !logger.isEnabledFor("INFO")) return;
    if (currentScope()?.environment === environment) logStatement(statement);
  };
  subscribe(statementChannelName, listen);
  try {
    return await run();
  } finally {
    unsubscribe(statementChannelName, listen);
  }
}

function logStatement({ sql, parameters, echo }: StatementMessage): void {
  const text = parameters.length === 0 ? sql : `${sql}\n${shown(parameters)}`;
  if (echo)
    currentLoggingScope().echo({ name: loggerName, levelName: "INFO", message: text, time: new Date() });
  else logger.info(text);
}

function shown(parameters: readonly unknown[]): string {
  const printable = (_key: string, value: unknown): unknown =>
    typeof value === "bigint" ? String(value) : value;
  return JSON.stringify(parameters, printable);
}
