import { channel } from "node:diagnostics_channel";

/** What is published for each statement that is sent. */
export interface StatementMessage {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly driverName: string;
  /** Whether the engine was made with `echo`. */
  readonly echo: boolean;
  /** Whether the thread can do nothing else while the statement runs. */
  readonly blocksThread: boolean;
}

/** The name of the `node:diagnostics_channel` on which every statement is published before it is sent. */
export const statementChannelName = "alembic-ts.statement";

const statements = channel(statementChannelName);

/** Publishes a statement; costs nothing when nobody listens. */
export function publishStatement(message: () => StatementMessage): void {
  if (statements.hasSubscribers) statements.publish(message());
}
