import type { Column } from "../../schema/column.ts";
import type { Table } from "../../schema/table.ts";
import type { TableOptionChange } from "../comparison.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { Dialect } from "../dialect.ts";
import { type ColumnOwner, modifyColumn } from "./modify-column.ts";
import type { MysqlOptions } from "./options.ts";

/** Engine, row format, and character set with collation; where the models say nothing, any will do. */
export function tableOptionChanges(
  inspected: Table,
  model: Table,
  dialect: Dialect,
): readonly TableOptionChange[] {
  const after = optionsOf(dialect, model.options, "mysql");
  if (Object.keys(after).length === 0) return [];
  const before = optionsOf(dialect, inspected.options, "mysql");
  const alter = `ALTER TABLE ${dialect.identifiers.qualify(model.name, model.schema)}`;
  const changes: TableOptionChange[] = [];
  for (const [name, word] of [
    ["engine", "ENGINE"],
    ["rowFormat", "ROW_FORMAT"],
  ] as const) {
    const [was, becomes] = [textOf(before[name]), textOf(after[name])];
    if (becomes === null || was?.toLowerCase() === becomes.toLowerCase()) continue;
    changes.push({
      what: word,
      upgrade: `${alter} ${word}=${becomes}`,
      downgrade: `${alter} ${word}=${was ?? "DEFAULT"}`,
    });
  }
  const charset = charsetChange(before, after);
  if (charset === null) return changes;
  // CONVERT TO would change columns with a character set or collation of their own, too, and the type of long texts.
  const columns = inspected.columns
    .filter(followsTable)
    .map((column) => modification({ dialect, tableName: model.name, schema: model.schema }, column));
  const textChange: TableOptionChange = {
    what: "character set and collation",
    upgrade: [`${alter} DEFAULT ${charset.after}`, ...columns].join(", "),
    downgrade: [`${alter} DEFAULT ${charset.before}`, ...columns].join(", "),
    isBeforeColumns: true,
  };
  return [textChange, ...changes];
}

const textTypes: ReadonlySet<string> = new Set([
  "char",
  "varchar",
  "tinytext",
  "text",
  "mediumtext",
  "longtext",
  "enum",
  "set",
]);

/** Whether a column of text has the character set and the collation of its table. */
function followsTable({ type }: Column): boolean {
  return type.family === "mysql" && textTypes.has(type.name) && type.options.collation === undefined;
}

/** The column as it is, which takes over what its table has by then. */
function modification(owner: Pick<ColumnOwner, "dialect" | "tableName" | "schema">, column: Column): string {
  const { name: dialectName, literals, identifiers } = owner.dialect;
  const check = column.checks.find(({ typeBound }) => !typeBound);
  const options = check === undefined ? {} : { [dialectName]: { check: literals.sqlText(check.condition) } };
  const statement = modifyColumn({ ...owner, serverVersion: null }, column, options);
  return statement.slice(`ALTER TABLE ${identifiers.qualify(owner.tableName, owner.schema)} `.length);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

interface CharsetChange {
  readonly before: string;
  readonly after: string;
}

function charsetChange(before: MysqlOptions, after: MysqlOptions): CharsetChange | null {
  const wanted = textOf(after.collate)?.toLowerCase() ?? null;
  const given = after.charset ?? after.defaultCharset ?? after.characterSet ?? after.defaultCharacterSet;
  const charset = textOf(given)?.toLowerCase() ?? wanted?.split("_", 1)[0] ?? null;
  const [wasCollation, wasCharset] = [textOf(before.collate) ?? "", textOf(before.defaultCharset) ?? ""];
  const sameCharset = charset === null || canonical(charset) === canonical(wasCharset);
  const sameCollation = wanted === null || canonical(wanted) === canonical(wasCollation);
  if ((sameCharset && sameCollation) || charset === null) return null;
  return {
    before: `CHARACTER SET ${wasCharset} COLLATE ${wasCollation}`,
    after: `CHARACTER SET ${charset}${wanted === null ? "" : ` COLLATE ${wanted}`}`,
  };
}

/** `utf8` is another word for `utf8mb3`. */
function canonical(name: string): string {
  return name.toLowerCase().replace(/^utf8(?=_|$)/, "utf8mb3");
}
