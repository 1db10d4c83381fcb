import type { Connection } from "../connection/connection.ts";
import type { Directive, DirectiveNode } from "../directives/index.ts";
import type { FinalName, Identifier } from "../schema/names.ts";
import type { InlineLiteral } from "../schema/server-default.ts";
import type { TypeInput } from "../schema/types/sql-type.ts";
import type { BatchOptions } from "./batch/batch-alter-table.ts";
import type { BatchOperations } from "./batch/batch-operations.ts";
import type * as builtIn from "./built-in.ts";
import type {
  CustomDirective,
  CustomOperation,
  Implementation,
  RegisterOptions,
} from "./custom-operations.ts";
import type { OpResult } from "./host.ts";

type CallOf<T> = T extends { readonly signatures?: { readonly op: infer Call } | undefined } ? Call : never;

type BuiltInOperations = { readonly [K in keyof typeof builtIn]: CallOf<(typeof builtIn)[K]> };

/** Operations of third parties; filled by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: it exists to be merged into.
export interface CustomOperations {}

/** What `op` offers besides the operations themselves. */
export interface CoreOperations<Context> {
  /**
   * Collects changes of one table and makes them in one go: by ALTER, or by rebuilding the table where the database
   * cannot ALTER it (SQLite). The callback runs at its turn; what it calls on `op` runs before the batch is applied.
   *
   * @example
   * await op.batchAlterTable("account", async (batch) => {
   *   await batch.alterColumn("name", { nullable: false });
   *   await batch.dropColumn("description");
   * });
   */
  batchAlterTable<T>(table: Identifier, run: (batch: BatchOperations) => T | PromiseLike<T>): OpResult<T>;
  batchAlterTable<T>(
    table: Identifier,
    options: BatchOptions,
    run: (batch: BatchOperations) => T | PromiseLike<T>,
  ): OpResult<T>;
  /**
   * Runs a function outside of the migration's transaction, for statements that refuse one; the transaction goes on
   * afterwards.
   *
   * @example
   * await op.autocommitBlock(async () => {
   *   await op.execute("ALTER TYPE mood ADD VALUE 'soso'");
   * });
   */
  autocommitBlock<T>(run: () => T | PromiseLike<T>): OpResult<T>;
  /**
   * The migration's connection. Its statements wait for the operations called before. Throws OPERATION offline.
   *
   * @example const { rows } = await op.getBind().execute("SELECT id FROM account");
   */
  getBind(): Connection;
  /** The migration context. */
  getContext(): Context;
  /** Marks a name as final: no naming convention is applied to it. */
  f(name: string): FinalName;
  /** A value to be written into the SQL text instead of being bound. */
  inlineLiteral(value: unknown, type?: TypeInput): InlineLiteral;
  /** Runs a directive, or all directives in a container, as autogenerate and `ops` make them. */
  invoke(directive: DirectiveNode | CustomDirective): OpResult<unknown>;
  /** Adds an operation of your own; merge its signature into `CustomOperations`. */
  registerOperation<Args extends readonly unknown[], D extends CustomDirective>(
    name: string,
    definition: CustomOperation<Args, D>,
    options?: RegisterOptions,
  ): void;
  /** Says how directives of a kind run. */
  implementationFor<K extends string>(
    kind: K,
    implementation: Implementation<DirectiveOfKind<K>>,
    options?: RegisterOptions,
  ): void;
}

type DirectiveOfKind<K extends string> = [Extract<Directive, { readonly kind: K }>] extends [never]
  ? CustomDirective
  : Extract<Directive, { readonly kind: K }>;

/** The surface of `op`. */
export interface Operations<Context = unknown>
  extends BuiltInOperations,
    CoreOperations<Context>,
    CustomOperations {}
