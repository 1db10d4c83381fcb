import type {
  Directive,
  DirectiveKind,
  DirectiveNode,
  DirectiveOf,
  DowngradeOps,
  MigrationScript,
  ModifyTableOps,
  UpgradeOps,
} from "../directives/index.ts";
import type { AutogenerateHost } from "./autogen-context.ts";
import type { ProcessRevisionDirectives } from "./options.ts";

type Awaitable<T> = T | Promise<T>;

/** What a rewriting function gives: another directive, several, or none. */
export type Rewritten = DirectiveNode | readonly DirectiveNode[];

/** Rewrites directives of one kind. */
export type RewriteFunction<K extends DirectiveKind> = (
  context: AutogenerateHost,
  revision: readonly string[],
  directive: DirectiveOf<K>,
) => Awaitable<Rewritten>;

type AnyRewrite = (
  context: AutogenerateHost,
  revision: readonly string[],
  directive: DirectiveNode,
) => Awaitable<Rewritten>;

/** Anything that can stand behind a rewriter in a chain. */
export type RevisionDirectivesHook = Rewriter | ProcessRevisionDirectives;

/**
 * Walks the directives of the revision files that are about to be written and replaces those of registered kinds.
 * A function sees each directive once, also one that another function of the same rewriter put in its place.
 * Pass it as `processRevisionDirectives`.
 *
 * @example
 * const writer = new Rewriter();
 * writer.rewrites("add_column", (context, revision, op) => [op, ...]);
 */
export interface Rewriter extends ProcessRevisionDirectives {
  /** Registers a function for one kind, or several. */
  rewrites<K extends DirectiveKind>(kind: K | readonly K[], rewrite: RewriteFunction<K>): Rewriter;
  /** A hook that runs this one and then the other. */
  chain(other: RevisionDirectivesHook): Rewriter;
}

/** Makes a {@link Rewriter}; called with `new`. */
export const Rewriter: { new (): Rewriter } = class {
  constructor() {
    // A class whose instances can be called: the hook itself is the instance.
    // biome-ignore lint/correctness/noConstructorReturn: a class is what users call with `new`.
    return createRewriter([]) as never;
  }
} as { new (): Rewriter };

function createRewriter(followers: readonly ProcessRevisionDirectives[]): Rewriter {
  const functions = new Map<DirectiveKind, AnyRewrite[]>();
  const seen = new WeakMap<DirectiveNode, Set<AnyRewrite>>();

  const hook: ProcessRevisionDirectives = async (context, revision, directives) => {
    const walk = walker(context, revision);
    const rewritten = await walk(directives);
    // Only migration scripts stand in this list; a function that puts something else there is a user's error.
    directives.splice(0, directives.length, ...(rewritten as MigrationScript[]));
    for (const follower of followers) await follower(context, revision, directives);
  };

  function walker(context: AutogenerateHost, revision: readonly string[]) {
    return async function walk(nodes: readonly DirectiveNode[]): Promise<DirectiveNode[]> {
      const result: DirectiveNode[] = [];
      for (const node of nodes) {
        for (const each of await rewrite(node)) {
          await descend(each);
          result.push(each);
        }
      }
      return result;
    };

    async function rewrite(node: DirectiveNode): Promise<readonly DirectiveNode[]> {
      const applied = seen.get(node) ?? new Set<AnyRewrite>();
      const next = (functions.get(node.kind) ?? []).find((each) => !applied.has(each));
      if (next === undefined) return [node];
      applied.add(next);
      const answer = await next(context, revision, node);
      const nodes: readonly DirectiveNode[] = isList(answer) ? answer : [answer];
      for (const each of nodes) seen.set(each, new Set([...(seen.get(each) ?? []), ...applied]));
      const further: DirectiveNode[] = [];
      for (const each of nodes) further.push(...(await rewrite(each)));
      return further;
    }

    async function descend(node: DirectiveNode): Promise<void> {
      const walk = walker(context, revision);
      if (node.kind === "migration_script") {
        node.upgradeOpsList = (await walk(node.upgradeOpsList)) as UpgradeOps[];
        node.downgradeOpsList = (await walk(node.downgradeOpsList)) as DowngradeOps[];
      } else if (isContainer(node)) {
        node.ops = (await walk(node.ops)) as Directive[];
      }
    }
  }

  return Object.assign(hook, {
    rewrites(kind: DirectiveKind | readonly DirectiveKind[], rewrite: AnyRewrite): Rewriter {
      for (const each of isKindList(kind) ? kind : [kind]) {
        functions.set(each, [...(functions.get(each) ?? []), rewrite]);
      }
      return hook as Rewriter;
    },
    chain(other: RevisionDirectivesHook): Rewriter {
      const chained = createRewriter([hook, other]);
      return chained;
    },
  }) as Rewriter;
}

function isList(answer: Rewritten): answer is readonly DirectiveNode[] {
  return Array.isArray(answer);
}

function isKindList(kind: DirectiveKind | readonly DirectiveKind[]): kind is readonly DirectiveKind[] {
  return Array.isArray(kind);
}

function isContainer(node: DirectiveNode): node is UpgradeOps | DowngradeOps | ModifyTableOps {
  return node.kind === "upgrade_ops" || node.kind === "downgrade_ops" || node.kind === "modify_table_ops";
}
