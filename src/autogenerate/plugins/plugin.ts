import { CommandError } from "../../errors/index.ts";
import { ProjectRegistry } from "../../util/project-registry.ts";
import type { Comparator, ComparatorEntry, ComparatorPriority, CompareTarget } from "./comparators.ts";

/** A plugin as data: what the built-in ones are, and what {@link Plugin} makes. */
export interface PluginData {
  readonly name: string;
  readonly comparators: readonly ComparatorEntry[];
}

const registry: ProjectRegistry<Plugin> = new ProjectRegistry();

/** The patterns that hold when `autogeneratePlugins` is not given. */
const defaultPluginPatterns: readonly string[] = ["alembic.autogenerate.*", "alembic_ts.autogenerate.*"];

/** For which dialect a comparator is, and when it runs among the others. */
export interface ComparatorOptions {
  /** The dialect it is for; default: all. */
  readonly qualifier?: string | undefined;
  /** Default `medium`. */
  readonly priority?: ComparatorPriority | undefined;
}

/**
 * A named set of comparators that `autogeneratePlugins` switches on and off.
 *
 * @example
 * const plugin = new Plugin("my.triggers");
 * plugin.addAutogenerateComparator(compareTriggers, "schema", "triggers");
 */
export class Plugin {
  readonly name: string;
  readonly comparators: ComparatorEntry[] = [];

  /** Registers the plugin under its name. Throws COMMAND when the name is taken. */
  constructor(name: string) {
    if (registry.ownedByCaller(name) !== undefined) {
      throw new CommandError(`A plugin named ${name} is already registered`);
    }
    this.name = name;
    registry.set(name, this);
  }

  /** Adds a comparator; those of the same element can stop one another. */
  addAutogenerateComparator<T extends CompareTarget>(
    compare: Comparator<T>,
    compareTarget: T,
    compareElement: string | null = null,
    options: ComparatorOptions = {},
  ): void {
    this.comparators.push(comparator(compare, compareTarget, compareElement, options));
  }

  /** Forgets the plugin. */
  remove(): void {
    registry.delete(this.name, this);
  }

  /** Registers a plugin from a module or object with a `setup(plugin)` function. */
  static setupPluginFromModule(module: { setup(plugin: Plugin): void }, name: string): Plugin {
    const plugin = new Plugin(name);
    module.setup(plugin);
    return plugin;
  }
}

/** The plugin of that name which the calling code has registered, `undefined` when there is none. */
export function ownPlugin(name: string): Plugin | undefined {
  return registry.ownedByCaller(name);
}

/** A comparator as an entry of a plugin. */
export function comparator<T extends CompareTarget>(
  compare: Comparator<T>,
  target: T,
  element: string | null = null,
  options: ComparatorOptions = {},
): ComparatorEntry {
  const entry: ComparatorEntry<T> = {
    target,
    element,
    qualifier: options.qualifier ?? "default",
    priority: options.priority ?? "medium",
    compare,
  };
  // A plugin holds comparators of all targets; each entry remembers its own.
  return entry as unknown as ComparatorEntry;
}

/**
 * The plugins that patterns switch on: built-in ones, then those of users, in order of registration.
 * Throws COMMAND for a pattern that fits nothing.
 */
export function activePlugins(
  builtIn: readonly PluginData[],
  patterns: readonly string[] = defaultPluginPatterns,
): readonly PluginData[] {
  const all: readonly PluginData[] = [...builtIn, ...registry.all().map(([, plugin]) => plugin)];
  const included: RegExp[] = [];
  const excluded: RegExp[] = [];
  for (const pattern of patterns) {
    const match = /^(~?)([\w.*-]+)$/.exec(pattern);
    if (match === null) throw new CommandError(`Invalid plugin expression '${pattern}'`);
    const [, negation, name = ""] = match;
    const expression = nameExpression(name);
    (negation === "~" ? excluded : included).push(expression);
    if (negation !== "~" && !all.some((each) => expression.test(each.name))) {
      throw new CommandError(`Did not locate plugins: ${name}`, {
        hint: `The registered plugins are: ${all.map((each) => each.name).join(", ")}.`,
      });
    }
  }
  return all.filter(
    ({ name }) => included.some((each) => each.test(name)) && !excluded.some((each) => each.test(name)),
  );
}

/** `*` stands for any number of dotted segments. */
function nameExpression(pattern: string): RegExp {
  const source = pattern
    .split("*")
    .map((part) => part.replace(/[.\\^$+?()[\]{}|-]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${source}$`);
}
