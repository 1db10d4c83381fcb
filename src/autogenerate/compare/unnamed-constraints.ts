import type { BatchAlterTableOp, Directive, ModifyTableOps, UpgradeOps } from "../../directives/index.ts";
import { batchHead } from "../../operations/batch/batch-alter-table.ts";
import type { Constraint } from "../../schema/constraints.ts";
import { finalName, type Name, nameText } from "../../schema/names.ts";
import { resolveName } from "../../schema/naming.ts";
import type { Table } from "../../schema/table.ts";
import { type AutogenContext, reflectedTable } from "../autogen-context.ts";

/**
 * Gives new constraints without a name the name that PostgreSQL would choose, so that `downgrade()` can drop them on
 * every database. Where a table is rebuilt, constraints of the database without a name get one for the rebuild.
 */
export function nameUnnamedConstraints(context: AutogenContext, upgradeOps: UpgradeOps): void {
  upgradeOps.ops = upgradeOps.ops.map((directive) => {
    if (directive.kind !== "modify_table_ops") return directive;
    const own = directive.schema === context.reflected?.defaultSchema ? null : directive.schema;
    const table = reflectedTable(context, nameText(directive.tableName), own);
    directive.ops = withNames(directive, table);
    const dropsUnnamed = directive.ops.some(
      (each) => each.kind === "drop_constraint" && each.constraintName === null,
    );
    return dropsUnnamed && !context.dialect.features.alterTable ? inNamedBatch(directive, table) : directive;
  });
}

function withNames({ tableName, ops }: ModifyTableOps, table: Table | null): Directive[] {
  const existing = [...(table?.constraints ?? []), ...(table?.indexes ?? [])];
  const dropped = new Set<unknown>(
    ops.map((each) => (each.kind === "drop_constraint" || each.kind === "drop_index" ? each.existing : null)),
  );
  const taken = new Set(
    [...ops.flatMap(created), ...existing.filter((each) => !dropped.has(each))].flatMap(({ name }) =>
      name === null ? [] : [nameText(name)],
    ),
  );
  return ops.map((directive) => {
    if (!("constraint" in directive) || directive.constraint.name !== null) return directive;
    const name = freeName(`${nameText(tableName)}_${ending(directive.constraint)}`, taken);
    taken.add(name);
    // Only the name changes, which every kind of constraint has.
    return { ...directive, constraint: { ...directive.constraint, name: finalName(name) } } as Directive;
  });
}

function created(directive: Directive): readonly { readonly name: Name | null }[] {
  if (directive.kind === "create_index") return [directive.index];
  return "constraint" in directive ? [directive.constraint] : [];
}

const endings = {
  unique: "key",
  foreign_key: "fkey",
  check: "check",
  exclude: "excl",
  primary_key: "pkey",
} as const;

function ending(constraint: Constraint): string {
  const isKey = constraint.kind === "unique" || constraint.kind === "foreign_key";
  return [...(isKey ? constraint.columns : []), endings[constraint.kind]].join("_");
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 1;
  while (taken.has(`${name}${number}`)) number += 1;
  return `${name}${number}`;
}

/** What names the constraints of a table that is rebuilt. */
const rebuildConvention = {
  pk: "pk_%(table_name)s",
  uq: "uq_%(table_name)s_%(column_0_N_name)s",
  fk: "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
  ck: "ck_%(table_name)s",
};

function inNamedBatch({ tableName, schema, ops }: ModifyTableOps, table: Table | null): BatchAlterTableOp {
  const items = ops.map((directive) => ({
    directive: table === null ? directive : withDroppedName(directive, table),
  }));
  return { ...batchHead(tableName, { schema, namingConvention: rebuildConvention }), items };
}

function withDroppedName(directive: Directive, table: Table): Directive {
  if (directive.kind !== "drop_constraint" || directive.constraintName !== null) return directive;
  const { existing } = directive;
  if (existing === null) return directive;
  const constraintName = resolveName(existing, table, rebuildConvention);
  return { ...directive, constraintName, existing: { ...existing, name: constraintName } };
}
