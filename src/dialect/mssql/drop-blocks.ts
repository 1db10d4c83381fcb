/** Where a T-SQL block looks for the constraint it drops. */
export interface DropTarget {
  /** `schema.table` as the catalogue knows it, unquoted. */
  readonly catalogName: string;
  /** The table as it stands in SQL. */
  readonly quotedTable: string;
  /** The column's bare name. */
  readonly column: string;
}

const text = (value: string): string => value.replaceAll("'", "''");

/** A constraint that the server named itself can only be dropped by asking the catalogue for its name. */
function dropBlock(source: string, alias: string, target: DropTarget): string {
  return [
    "declare @const_name varchar(256)",
    `select @const_name = QUOTENAME([name]) from${source}`,
    `where ${alias}parent_object_id = object_id('${text(target.catalogName)}')`,
    `and col_name(${alias}parent_object_id, ${alias}parent_column_id) = '${text(target.column)}'`,
    `exec('alter table ${text(target.quotedTable)} drop constraint ' + @const_name)`,
  ].join("\n");
}

/** Drops the default of a column. Source: SQL Server documentation, sys.default_constraints. */
export const dropDefault = (target: DropTarget): string => dropBlock(" sys.default_constraints", "", target);

/** Drops the CHECK of a column. */
export const dropCheck = (target: DropTarget): string => dropBlock(" sys.check_constraints", "", target);

/** Drops the foreign key that a column belongs to. */
export const dropForeignKey = (target: DropTarget): string =>
  dropBlock(
    "\nsys.foreign_keys fk join sys.foreign_key_columns fkc\non fk.object_id=fkc.constraint_object_id",
    "fkc.",
    target,
  );
