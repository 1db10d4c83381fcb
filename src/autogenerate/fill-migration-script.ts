import type { DowngradeOps, MigrationScript, UpgradeOps } from "../directives/index.ts";
import { reverse } from "../operations/reverse.ts";
import type { AutogenContext } from "./autogen-context.ts";
import { orderForeignKeys } from "./detours/order-foreign-keys.ts";
import { setAside } from "./detours/set-aside.ts";

/** Runs a comparison and puts its operations behind those that the script's last pair of containers holds. */
export async function fillMigrationScript(context: AutogenContext, script: MigrationScript): Promise<void> {
  const upgrade = script.upgradeOpsList.at(-1);
  const downgrade = script.downgradeOpsList.at(-1);
  if (upgrade === undefined || downgrade === undefined) return;
  await context.comparators.run("autogenerate", context, upgrade);
  setAside(context, upgrade);
  orderForeignKeys(context, upgrade);
  reverseInto(upgrade, downgrade);
  for (const finish of context.afterReverse) for (const container of [upgrade, downgrade]) finish(container);
}

function reverseInto(upgrade: UpgradeOps, downgrade: DowngradeOps): void {
  downgrade.ops = reverse(upgrade).ops;
}
