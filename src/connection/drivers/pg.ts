import { describeDriverError } from "../describe-error.ts";
import { type ConnectTarget, type Driver, type PackageImporter, separateSessions } from "../driver.ts";
import { packageExport } from "../import-package.ts";
import { makePostgresqlSettings, type PostgresqlSettings, readPostgresqlUrl } from "./pg-options.ts";
import { type PgClient, pgSession } from "./pg-session.ts";
import { prepareSession } from "./prepare-session.ts";
import type { TlsSettings } from "./tls-settings.ts";

interface OwnClient extends PgClient {
  connect(): Promise<void>;
  end(): Promise<void>;
}

type ClientClass = new (config: Readonly<Record<string, unknown>>) => OwnClient;

/** PostgreSQL through the npm package `pg`. */
export const pgDriver: Driver = {
  driverName: "pg",
  sharing: separateSessions,
  connect: async (target) => {
    const module = await target.importPackage("pg", "pg");
    // pg's exports are untyped here; the class is what its documentation says.
    const Client = packageExport(module, "Client") as ClientClass;
    const settings = readPostgresqlUrl(target);
    const client = await openClient(Client, settings, target);
    await prepareSession(client, () => makePostgresqlSettings(settings, (sql) => client.query(sql)));
    return pgSession(client, {
      prepareValue: () => pgPrepareValue(target.importPackage),
      close: () => client.end(),
      cancel: async (processId) => {
        const other = await openClient(Client, settings, target);
        try {
          await other.query("SELECT pg_cancel_backend($1)", [processId]);
        } finally {
          await other.end();
        }
      },
    });
  },
};

async function openClient(
  Client: ClientClass,
  settings: PostgresqlSettings,
  target: ConnectTarget,
): Promise<OwnClient> {
  let refused: unknown;
  for (const tls of settings.tlsAttempts) {
    const client = new Client({ ...clientConfig(settings, tls), ...target.driverOptions });
    // Without a listener, an error of the socket would end the process.
    client.on("error", () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      refused = error;
      await client.end().catch(() => {});
      if (!isTlsRefusal(error)) throw error;
    }
  }
  throw refused;
}

/** Whether the server refused only the kind of encryption: the next kind of `sslmode=prefer` or `allow` is tried. */
function isTlsRefusal(error: unknown): boolean {
  const { message, code } = describeDriverError(error);
  return (
    /does not support SSL/i.test(message) || (code === "28000" && /no encryption|SSL off/i.test(message))
  );
}

function clientConfig(
  settings: PostgresqlSettings,
  tls: TlsSettings | false,
): Readonly<Record<string, unknown>> {
  return {
    host: settings.host,
    port: settings.port,
    user: settings.user,
    password: settings.password,
    database: settings.database,
    application_name: settings.applicationName,
    connectionTimeoutMillis: settings.connectTimeoutMs,
    options: settings.startupOptions,
    enableChannelBinding: settings.channelBinding,
    ...(settings.directTls ? { sslnegotiation: "direct" } : {}),
    ssl: tls,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
}

type PrepareValue = (value: unknown) => unknown;

/** pg's own conversion of values to wire text; `null` where pg does not let it be had: then rows are sent one by one. */
export async function pgPrepareValue(importPackage: PackageImporter): Promise<PrepareValue | null> {
  const utils = await importPackage("pg/lib/utils", "pg").catch(() => null);
  const found = utils === null ? null : packageExport(utils, "prepareValue");
  // A function of this name is what converts one value.
  return typeof found === "function" ? (found as PrepareValue) : null;
}
