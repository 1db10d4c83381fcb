import type { DriverSession } from "./session.ts";
import type { DatabaseUrl } from "./url.ts";

/** Loads an npm package or one of its entries (`mysql2/promise`), the user's own copy first. */
export type PackageImporter = (
  packageName: string,
  driverName: string,
) => Promise<Readonly<Record<string, unknown>>>;

/** What a driver is given to open one session. */
export interface ConnectTarget {
  /** With the password in it that is to be used. */
  readonly url: DatabaseUrl;
  /** Shown by the server in its list of sessions, where it has one. */
  readonly applicationName: string;
  /** Settings passed to the driver as they are; they win over those of the URL. */
  readonly driverOptions: Readonly<Record<string, unknown>>;
  readonly importPackage: PackageImporter;
}

/** How many sessions a database can have from here: as many as wanted, or one that everybody shares. */
export type SessionSharing =
  | "separate"
  /** Lives as long as the engine: its data are in memory. */
  | "memory"
  /** One at a time: the files are locked by the session. */
  | "exclusive";

/** One way to talk to a database: a thin file under `drivers/`. */
export interface Driver {
  readonly driverName: string;
  /** Whether a URL without a host names a file or folder, so that a failure to open it is about that. */
  readonly opensFiles?: boolean | undefined;
  sharing(url: DatabaseUrl): SessionSharing;
  /** Opens a session; throws the driver's own error. */
  connect(target: ConnectTarget): Promise<DriverSession>;
}

export function separateSessions(): SessionSharing {
  return "separate";
}
