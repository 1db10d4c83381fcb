/** What a revision file says about itself; the input of a `RevisionMap`. */
export interface RevisionData {
  readonly revision: string;
  /** The parent, several for a merge; absent or null for a base. */
  readonly downRevision?: string | readonly string[] | null | undefined;
  /** Revision identifiers or branch labels that must be applied first. */
  readonly dependsOn?: string | readonly string[] | null | undefined;
  readonly branchLabels?: string | readonly string[] | null | undefined;
  /** The message: the doc comment up to its first blank line. */
  readonly doc?: string | undefined;
  /** Where the revision was read, for error messages. */
  readonly path?: string | undefined;
}

/** A revision in its place in the graph. */
export interface Revision {
  readonly revision: string;
  /** As declared: null for a base, a list for a merge. */
  readonly downRevision: string | readonly string[] | null;
  /** The parents, without repetition. */
  readonly downRevisions: readonly string[];
  /** Dependencies as declared: identifiers or branch labels. */
  readonly dependsOn: readonly string[];
  /** Dependencies as identifiers. */
  readonly dependencies: readonly string[];
  /** The labels declared here, then those inherited along the branch in alphabetical order. */
  readonly branchLabels: readonly string[];
  /** The labels declared here. */
  readonly declaredBranchLabels: readonly string[];
  /** The children, in load order; revisions that merely depend on this one are not among them. */
  readonly nextRevisions: readonly string[];
  readonly doc: string;
  /** Whether it has no children; dependents do not count. */
  readonly isHead: boolean;
  /** Whether it has neither children nor dependents. */
  readonly isEffectiveHead: boolean;
  readonly isBase: boolean;
  /** Whether it has several children. */
  readonly isBranchPoint: boolean;
  /** Whether it has several parents. */
  readonly isMergePoint: boolean;
}

/** One list for all that are empty: of thousands of revisions most lists are, or have one element. */
const none: readonly never[] = Object.freeze([]);

/**
 * The linked form in which the graph is walked. Lists of neighbours hold every node once; `all…` lists include
 * dependency edges, the others are parent edges only. Filled by `buildGraph`, afterwards read only.
 */
export class RevisionNode implements Revision {
  readonly data: RevisionData;
  readonly revision: string;
  /** Position in load order. */
  readonly position: number;
  readonly downRevisions: readonly string[];
  readonly dependsOn: readonly string[];
  readonly declaredBranchLabels: readonly string[];
  branchLabels: readonly string[];
  parents: readonly RevisionNode[] = none;
  dependencyNodes: readonly RevisionNode[] = none;
  allParents: readonly RevisionNode[] = none;
  children: readonly RevisionNode[] = none;
  /** Children, then revisions that depend on this one. */
  allChildren: readonly RevisionNode[] = none;
  /** Every parent and dependency has a smaller rank. */
  rank = 0;

  constructor(data: RevisionData, position: number) {
    this.data = data;
    this.revision = data.revision;
    this.position = position;
    this.downRevisions = unique(toList(data.downRevision));
    this.dependsOn = unique(toList(data.dependsOn));
    this.declaredBranchLabels = unique(toList(data.branchLabels));
    this.branchLabels = this.declaredBranchLabels;
  }

  get downRevision(): string | readonly string[] | null {
    return this.downRevisions.length > 1 ? this.downRevisions : (this.downRevisions[0] ?? null);
  }

  get dependencies(): readonly string[] {
    return this.dependencyNodes.map((node) => node.revision);
  }

  get nextRevisions(): readonly string[] {
    return this.children.map((node) => node.revision);
  }

  get doc(): string {
    return this.data.doc ?? "";
  }

  get isHead(): boolean {
    return this.children.length === 0;
  }

  get isEffectiveHead(): boolean {
    return this.allChildren.length === 0;
  }

  get isBase(): boolean {
    return this.parents.length === 0;
  }

  get isBranchPoint(): boolean {
    return this.children.length > 1;
  }

  get isMergePoint(): boolean {
    return this.parents.length > 1;
  }
}

/** The files of revisions that were read from some. */
export function filesOf(nodes: readonly RevisionNode[]): readonly string[] {
  return nodes.map(({ data }) => data.path).filter((path) => path !== undefined);
}

/** The one-or-many notation of revision files as a list. */
export function toList(value: string | readonly string[] | null | undefined): readonly string[] {
  if (value === null || value === undefined || value === "") return none;
  return typeof value === "string" ? [value] : value;
}

function unique(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)];
}
