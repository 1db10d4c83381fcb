import type { Comparator, CompareTarget } from "./comparators.ts";
import { type ComparatorOptions, ownPlugin, Plugin } from "./plugin.ts";

/** The plugin that holds what is registered without one. */
const pluginName = "alembic_ts.autogenerate.registered";

/**
 * Registers comparators without a plugin of one's own; they are on unless `autogeneratePlugins` leaves out
 * `alembic_ts.autogenerate.*`. What an `env.ts` registers holds for its run.
 *
 * @example
 * comparators.dispatchFor("table", async (context, tableOps, schema, name, databaseTable, modelTable) => { … });
 */
export const comparators: {
  dispatchFor<T extends CompareTarget>(
    target: T,
    compare: Comparator<T>,
    options?: ComparatorOptions,
  ): Comparator<T>;
} = {
  dispatchFor(target, compare, options) {
    const plugin = ownPlugin(pluginName) ?? new Plugin(pluginName);
    plugin.addAutogenerateComparator(compare, target, null, options);
    return compare;
  },
};
