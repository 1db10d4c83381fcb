import { CommandError } from "../errors/index.ts";
import { withCleanUp } from "../util/with-clean-up.ts";
import type { Connection } from "./connection.ts";
import { createConnection, type Echo } from "./create-connection.ts";
import { describeDriverError } from "./describe-error.ts";
import type { Driver } from "./driver.ts";
import { loadDriver } from "./driver-registry.ts";
import { packageImporter } from "./import-package.ts";
import type { DriverSession } from "./session.ts";
import { type DatabaseUrl, parseUrl, withPassword } from "./url.ts";
import { openConnection, recognise } from "./user-connection.ts";
import { connectError, type ErrorPlace } from "./wrap-error.ts";

/** What an engine can be made of, beside the user's own driver object. */
export interface EngineSource {
  /** A URL in SQLAlchemy's form. */
  readonly url?: string | undefined;
  /** The password, or a function that fetches one (a token) for each new session; wins over the URL's. */
  readonly password?: string | (() => string | Promise<string>) | undefined;
  /** A Kysely dialect. */
  readonly dialect?: unknown;
}

/** What {@link createEngine} takes beside the source. */
export interface EngineOptions {
  /** `true` marks the statements published on the channel `alembic-ts.statement`; a function receives them. */
  readonly echo?: boolean | Echo | undefined;
  /** Shown by the server in its list of sessions. Default `alembic-ts`. */
  readonly applicationName?: string | undefined;
  /** Settings passed to the driver as they are; they win over the URL's. */
  readonly driverOptions?: Readonly<Record<string, unknown>> | undefined;
  /** Folders whose `node_modules` are searched for drivers before the running project's and the working directory's. */
  readonly projectDirectories?: readonly string[] | undefined;
  /** The dialect's name where a driver object does not tell it. */
  readonly dialectName?: string | undefined;
}

/** A source of connections to one database. Sessions are opened when asked for; nothing is pooled. */
export interface Engine {
  /** The URL, its password shown as `***`; `null` for the user's own object. */
  readonly url: string | null;
  readonly dialectName: string;
  /** Opens a connection; the caller closes it. */
  connect(): Promise<Connection>;
  /** Opens a connection, calls `fn` with it, and closes it, also after an error. */
  connect<T>(fn: (connection: Connection) => T | Promise<T>): Promise<T>;
  /** Ends what the engine holds: a database in memory, the driver of a Kysely dialect with its pool. */
  dispose(): Promise<void>;
}

/**
 * Makes an engine of a URL, of `{ url, password }`, of `{ dialect }` (Kysely), or of the user's own pool, client or
 * database object. Nothing is opened yet.
 *
 * @throws CommandError code `URL` when the URL cannot be read.
 */
export function createEngine(source: string | EngineSource | object, options: EngineOptions = {}): Engine {
  if (typeof source === "string") return urlEngine(parseUrl(source), undefined, options);
  const url: unknown = (source as { readonly url?: unknown } | null | undefined)?.url;
  if (typeof url === "string") {
    // `url` is a string, so this is the literal form.
    return urlEngine(parseUrl(url), (source as EngineSource).password, options);
  }
  return objectEngine(source, options);
}

function makeEngine(
  url: string | null,
  dialectName: string,
  open: () => Promise<Connection>,
  dispose: () => Promise<void>,
): Engine {
  async function connect<T>(fn?: (connection: Connection) => T | Promise<T>): Promise<T | Connection> {
    const connection = await open();
    if (fn === undefined) return connection;
    return withCleanUp(
      () => fn(connection),
      () => connection.close(),
    );
  }
  // One function serves both overloads; TypeScript cannot check that by itself.
  return { url, dialectName, connect: connect as Engine["connect"], dispose };
}

function objectEngine(source: object, options: EngineOptions): Engine {
  const object = recognise(source, options.dialectName);
  const open = (): Promise<Connection> => openConnection(object, options.echo);
  return makeEngine(null, object.dialectName, open, async () => object.dispose?.());
}

/** A session with what its errors must not show. */
interface OpenedSession {
  readonly session: DriverSession;
  readonly place: Omit<ErrorPlace, "sql">;
}

interface SharedSession {
  readonly opened: Promise<OpenedSession>;
  users: number;
}

function urlEngine(url: DatabaseUrl, password: EngineSource["password"], options: EngineOptions): Engine {
  let shared: SharedSession | null = null;

  const openSession = async (driver: Driver): Promise<OpenedSession> => {
    const secret = await resolvePassword(url, password);
    const place = placeOf(url, secret);
    try {
      const session = await driver.connect({
        url: withPassword(url, secret),
        applicationName: options.applicationName ?? "alembic-ts",
        driverOptions: options.driverOptions ?? {},
        importPackage: packageImporter(options.projectDirectories),
      });
      return { session, place };
    } catch (error) {
      const isFile = driver.opensFiles === true && url.host === null;
      throw connectError(error, describeDriverError(error), { ...place, isFile });
    }
  };

  const share = async (driver: Driver, staysOpen: boolean): Promise<OpenedSession> => {
    shared ??= { opened: openSession(driver), users: 0 };
    const own = shared;
    own.users += 1;
    const { session, place } = await own.opened.catch((error: unknown) => {
      if (shared === own) shared = null;
      throw error;
    });
    const close = async (): Promise<void> => {
      own.users -= 1;
      if (own.users > 0 || staysOpen) return;
      if (shared === own) shared = null;
      await session.close();
    };
    return { session: { ...session, close }, place };
  };

  const open = async (): Promise<Connection> => {
    const driver = await loadDriver(url);
    const sharing = driver.sharing(url);
    const isShared = sharing !== "separate";
    const { session, place } = isShared
      ? await share(driver, sharing === "memory")
      : await openSession(driver);
    return createConnection(session, {
      dialectName: url.dialectName,
      isOwned: true,
      place,
      echo: options.echo,
      open: isShared ? null : open,
    });
  };

  const dispose = async (): Promise<void> => {
    const closing = shared;
    shared = null;
    if (closing !== null) await (await closing.opened).session.close();
  };

  return makeEngine(url.toString(), url.dialectName, open, dispose);
}

function placeOf(url: DatabaseUrl, secret: string | null): Omit<ErrorPlace, "sql"> {
  const ordinary = [url.username, url.host, url.database].filter((word) => word !== null);
  const secrets = [secret, url.password, ...(url.query.password ?? [])].filter((word) => word !== null);
  return { label: url.toString(), secrets: secrets.filter((word) => word !== undefined), ordinary };
}

async function resolvePassword(url: DatabaseUrl, password: EngineSource["password"]): Promise<string | null> {
  if (typeof password !== "function") return password ?? url.password;
  const fetched: unknown = await password();
  if (typeof fetched === "string") return fetched;
  throw new CommandError("The function 'password' of createEngine() did not return a string.", {
    code: "CONNECTION",
    details: { returned: typeof fetched },
  });
}
