import type { Identifier } from "../schema/names.ts";
import type { Directive } from "./directive.ts";
import type { DirectiveBase } from "./table.ts";

/** The changes of one table. */
export interface ModifyTableOps extends DirectiveBase {
  readonly kind: "modify_table_ops";
  readonly tableName: Identifier;
  readonly schema: string | null;
  ops: Directive[];
}

/** The directives of one `upgrade()` body, in order. */
export interface UpgradeOps extends DirectiveBase {
  readonly kind: "upgrade_ops";
  ops: Directive[];
  /** The template variable that gets the text. */
  readonly upgradeToken: string;
}

/** The directives of one `downgrade()` body, in order. */
export interface DowngradeOps extends DirectiveBase {
  readonly kind: "downgrade_ops";
  ops: Directive[];
  readonly downgradeToken: string;
}

/** A revision file to be written; hooks change it freely. */
export interface MigrationScript extends DirectiveBase {
  readonly kind: "migration_script";
  revId: string;
  message: string | null;
  imports: Set<string>;
  head: string | readonly string[] | null;
  splice: boolean;
  branchLabel: string | readonly string[] | null;
  versionPath: string | null;
  dependsOn: string | readonly string[] | null;
  upgradeOpsList: UpgradeOps[];
  downgradeOpsList: DowngradeOps[];
  /** The only member of `upgradeOpsList`; throws OPERATION when there are several. */
  upgradeOps: UpgradeOps;
  downgradeOps: DowngradeOps;
}
