import type { AsyncLocalStorage } from "node:async_hooks";
import { sharedStorage } from "./shared-storage.ts";

/** The folders of a project, absolute. */
export interface Project {
  /** The folder of `env.ts`. */
  readonly directory: string;
  /** The folder of the configuration file. */
  readonly projectDirectory: string;
  /** The folders of revision files. */
  readonly versionLocations: readonly string[];
}

/** A project whose scripts are being executed; `run` is the identity of this one execution. */
export interface ProjectRun {
  readonly project: Project;
  readonly run: object;
}

const storageKey = Symbol.for("alembic-ts.project");

function storage(): AsyncLocalStorage<ProjectRun> {
  return sharedStorage(storageKey);
}

/** The project whose scripts are being executed by the code that is running, `null` outside of them. */
export function currentProject(): ProjectRun | null {
  return storage().getStore() ?? null;
}

/** Executes scripts of a project. */
export function runInProject<T>(current: ProjectRun, fn: () => T): T {
  return storage().run(current, fn);
}

/** Executes something of a project on behalf of the run that is going on, or as a run of its own. */
export function withinProject<T>(project: Project, fn: () => T): T {
  return currentProject() === null ? runInProject({ project, run: {} }, fn) : fn();
}
