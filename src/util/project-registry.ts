import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, sep } from "node:path";
import { currentProject, type Project } from "./current-project.ts";
import { callingFile } from "./stack-places.ts";

/** Those for whom something is registered. */
interface Audience {
  /** For whom it holds, as one identity. */
  readonly owner: object | string | null;
  readonly holdsFor: (project: Project | null, run: object | null) => boolean;
  /** What holds for fewer comes before what holds for more. */
  readonly rank: number;
}

interface Entry<T> extends Audience {
  readonly value: T;
  /** Who registered it; `null` where that is not known. */
  readonly by: object | null;
}

/**
 * What users register by name, for those it is meant for. Programs register for the whole process. `env.ts` and revisions
 * are executed by each run and register for that run. A module that they import is executed once in a process, so what
 * it registers holds for all runs of the project, and for other projects where it lies outside of the first one.
 */
export class ProjectRegistry<T> {
  readonly #entries = new Map<string, readonly Entry<T>[]>();
  readonly #endsWithRun: boolean;

  /** Without `endsWithRun` what scripts register holds for the project from then on, as what modules register does. */
  constructor({ endsWithRun = true }: { readonly endsWithRun?: boolean } = {}) {
    this.#endsWithRun = endsWithRun;
  }

  /** Takes the place of what was registered before for the same owner. */
  set(name: string, value: T, by: object | null = null): void {
    const entry: Entry<T> = { value, by, ...audience(this.#endsWithRun) };
    const others = this.#named(name).filter(({ owner }) => owner !== entry.owner);
    this.#entries.set(
      name,
      [...others, entry].sort((a, b) => a.rank - b.rank),
    );
  }

  /** What was registered for those for whom the code that is calling registers, by the same. */
  ownedByCaller(name: string, by: object | null = null): T | undefined {
    const { owner } = audience(this.#endsWithRun);
    return this.#named(name).find((entry) => entry.owner === owner && entry.by === by)?.value;
  }

  /** What holds here under a name; the nearest where there are several. */
  get(name: string): T | undefined {
    return this.#entries.size === 0 ? undefined : this.#holding(name)[0]?.value;
  }

  /** Everything that holds here, in the order of first registration of the names; the nearest first. */
  all(): readonly (readonly [name: string, value: T])[] {
    return [...this.#entries.keys()].flatMap((name) =>
      this.#holding(name).map(({ value }) => [name, value] as const),
    );
  }

  /** Forgets a value everywhere. */
  delete(name: string, value: T): void {
    this.#entries.set(
      name,
      this.#named(name).filter((entry) => entry.value !== value),
    );
  }

  #named(name: string): readonly Entry<T>[] {
    return this.#entries.get(name) ?? [];
  }

  #holding(name: string): readonly Entry<T>[] {
    const { project, run } = currentProject() ?? { project: null, run: null };
    return this.#named(name).filter((entry) => entry.holdsFor(project, run));
  }
}

/** Those for whom the code that is calling registers. */
function audience(endsWithRun: boolean): Audience {
  const current = currentProject();
  if (current === null) return { owner: null, holdsFor: () => true, rank: 2 };
  const { run } = current;
  const project = withRealPaths(current.project);
  const file = callingFile();
  if (endsWithRun && file !== null && isScript(file, project)) {
    return { owner: run, holdsFor: (_project, other) => other === run, rank: 0 };
  }
  return {
    owner: project.directory,
    holdsFor: (other) => {
      const real = other === null ? null : withRealPaths(other);
      return real?.directory === project.directory || isShared(file, project, real);
    },
    rank: 1,
  };
}

/** Node names modules by the files that links lead to. */
function withRealPaths({ directory, projectDirectory, versionLocations }: Project): Project {
  return {
    directory: realPath(directory),
    projectDirectory: realPath(projectDirectory),
    versionLocations: versionLocations.map(realPath),
  };
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/** Whether a file is executed by each run. */
function isScript(file: string, { directory, versionLocations }: Project): boolean {
  const isEnvironment = dirname(file) === directory && /^env\.[cm]?[jt]s$/.test(basename(file));
  return isEnvironment || versionLocations.some((folder) => isIn(file, folder));
}

/** Whether another project may import a module of this one's: it is outside of it, or they have one folder in common. */
function isShared(file: string | null, owner: Project, other: Project | null): boolean {
  if (file === null || isIn(file, owner.directory)) return false;
  return !isIn(file, owner.projectDirectory) || (other !== null && isIn(file, other.projectDirectory));
}

function isIn(file: string, folder: string): boolean {
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
