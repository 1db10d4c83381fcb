import { basename, dirname, sep } from "node:path";
import { currentProject, type Project } from "./current-project.ts";
import { realPath } from "./real-path.ts";
import { callingFile } from "./stack-places.ts";

/** Those for whom something is registered: one run, or whatever holds for longer. */
type Audience = { readonly run: object } | LastingAudience;

interface LastingAudience {
  readonly run: null;
  /** For whom it holds, as one identity. */
  readonly owner: string | null;
  readonly holdsFor: (project: Project | null) => boolean;
}

/** What was registered under a name. */
interface Registered<T> {
  readonly value: T;
  /** Who registered it; `null` where that is not known. */
  readonly by: object | null;
}

interface LastingEntry<T> extends Registered<T>, LastingAudience {}

/**
 * What users register by name, for those it is meant for. Programs register for the whole process. `env.ts` and revisions
 * are executed by each run and register for that run. A module that they import is executed once in a process, so what
 * it registers holds for all runs of the project, and for other projects where it lies outside of the first one.
 */
export class ProjectRegistry<T> {
  readonly #lasting = new Map<string, readonly LastingEntry<T>[]>();
  /** What scripts register goes with their run. */
  readonly #ofRuns = new WeakMap<object, Map<string, Registered<T>>>();
  readonly #endsWithRun: boolean;

  /** Without `endsWithRun` what scripts register holds for the project from then on, as what modules register does. */
  constructor({ endsWithRun = true }: { readonly endsWithRun?: boolean } = {}) {
    this.#endsWithRun = endsWithRun;
  }

  /** Takes the place of what was registered before for the same owner. */
  set(name: string, value: T, by: object | null = null): void {
    const audience = this.#audience();
    if (audience.run !== null) this.#ofRun(audience.run).set(name, { value, by });
    else this.#setLasting(name, { value, by, ...audience });
  }

  /** What was registered for those for whom the code that is calling registers, by the same. */
  ownedByCaller(name: string, by: object | null = null): T | undefined {
    const audience = this.#audience();
    const entry =
      audience.run === null
        ? this.#named(name).find(({ owner }) => owner === audience.owner)
        : this.#ofRun(audience.run).get(name);
    return entry?.by === by ? entry.value : undefined;
  }

  /** What holds here under a name; the nearest where there are several. */
  get(name: string): T | undefined {
    return this.#holding(name)[0];
  }

  /** Everything that holds here; of what has one name the nearest first. */
  all(): readonly (readonly [name: string, value: T])[] {
    const names = new Set([...this.#lasting.keys(), ...(this.#ofCurrentRun()?.keys() ?? [])]);
    return [...names].flatMap((name) => this.#holding(name).map((value) => [name, value] as const));
  }

  /** Forgets a value, in this run and everywhere. */
  delete(name: string, value: T): void {
    const ofRun = this.#ofCurrentRun();
    if (ofRun?.get(name)?.value === value) ofRun.delete(name);
    this.#lasting.set(
      name,
      this.#named(name).filter((entry) => entry.value !== value),
    );
  }

  /** Those for whom the code that is calling registers. */
  #audience(): Audience {
    const current = currentProject();
    if (current === null) return { run: null, owner: null, holdsFor: () => true };
    const project = withRealPaths(current.project);
    const file = callingFile();
    if (this.#endsWithRun && file !== null && isScript(file, project)) return { run: current.run };
    return {
      run: null,
      owner: project.directory,
      holdsFor: (other) => {
        const real = other === null ? null : withRealPaths(other);
        return real?.directory === project.directory || isShared(file, project, real);
      },
    };
  }

  #named(name: string): readonly LastingEntry<T>[] {
    return this.#lasting.get(name) ?? [];
  }

  /** Before what a program registered for everybody stands what is a project's own. */
  #setLasting(name: string, entry: LastingEntry<T>): void {
    const others = this.#named(name).filter(({ owner }) => owner !== entry.owner);
    const ofProjects = [...others, entry].filter(({ owner }) => owner !== null);
    const ofAll = [...others, entry].filter(({ owner }) => owner === null);
    this.#lasting.set(name, [...ofProjects, ...ofAll]);
  }

  #ofRun(run: object): Map<string, Registered<T>> {
    const known = this.#ofRuns.get(run) ?? new Map<string, Registered<T>>();
    this.#ofRuns.set(run, known);
    return known;
  }

  #ofCurrentRun(): Map<string, Registered<T>> | undefined {
    const current = currentProject();
    return current === null ? undefined : this.#ofRuns.get(current.run);
  }

  #holding(name: string): readonly T[] {
    const ofRun = this.#ofCurrentRun()?.get(name);
    const lasting = this.#named(name);
    if (ofRun === undefined && lasting.length === 0) return [];
    const project = currentProject()?.project ?? null;
    const values = lasting.filter((entry) => entry.holdsFor(project)).map(({ value }) => value);
    return ofRun === undefined ? values : [ofRun.value, ...values];
  }
}

/** Node names modules by the files that links lead to. */
function withRealPaths({ directory, projectDirectory, versionLocations }: Project): Project {
  return {
    directory: realPath(directory),
    projectDirectory: realPath(projectDirectory),
    versionLocations: versionLocations.map(realPath),
  };
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
