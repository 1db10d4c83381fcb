import type { Connection } from "../../connection/connection.ts";
import type { SqlDirective } from "../../directives/index.ts";
import type { DialectOptions } from "../../schema/dialect-options.ts";
import { nameText } from "../../schema/names.ts";
import { optionsOf } from "../default/dialect-option.ts";
import type { DdlDialect } from "../default/grammar.ts";
import { writesWholeColumn } from "./alter-column.ts";
import { createTableText } from "./create-table-text.ts";
import { wordsOf } from "./show-create.ts";

/**
 * Words of a column that the model has no place for, with the number of words that belong to each (MySQL and MariaDB
 * manuals, CREATE TABLE).
 */
const attributeLengths: Readonly<Record<string, number>> = {
  COMPRESSED: 1,
  INVISIBLE: 1,
  SRID: 2,
  COLUMN_FORMAT: 2,
  STORAGE: 2,
  ENGINE_ATTRIBUTE: 2,
  SECONDARY_ENGINE_ATTRIBUTE: 2,
  // WITHOUT SYSTEM VERSIONING
  WITHOUT: 3,
};

/** The types that may have an attribute, where not all may. */
const attributeTypes: Readonly<Record<string, RegExp>> = {
  COMPRESSED: /^(?:var|\w*text|\w*blob)/i,
  SRID: /^(?:geom|point|linestring|polygon|multi)/i,
};

/** An alteration that says again what MODIFY and CHANGE would take away from the column, unless it says that itself. */
export function restateAttributes(dialect: DdlDialect) {
  return async (connection: Connection, directive: SqlDirective): Promise<SqlDirective> => {
    if (directive.kind !== "alter_column" || !writesWholeColumn(dialect, directive)) return directive;
    const { tableName, schema, columnName, modifyType, options } = directive;
    const given = optionsOf(dialect, options, "mysql");
    if (given.attributes !== undefined) return directive;
    const sql = await createTableText(connection, dialect.identifiers.qualify(tableName, schema));
    const type = modifyType === undefined ? null : dialect.types.compile(modifyType);
    const attributes = attributesOf(sql, nameText(columnName))
      .filter(([word = ""]) => type === null || (attributeTypes[word]?.test(type) ?? true))
      .map((words) => words.join(" "))
      .join(" ");
    if (attributes === "") return directive;
    // Options are kept by the names of dialects.
    const key = dialect.name as keyof DialectOptions;
    return { ...directive, options: { ...options, [key]: { ...given, attributes } } };
  };
}

/** The attributes of a column in the answer of SHOW CREATE TABLE, each with its words. */
export function attributesOf(sql: string, column: string): readonly (readonly string[])[] {
  const quoted = `\`${column.replaceAll("`", "``")}\``.toLowerCase();
  const line = sql.split("\n").find((each) => wordsOf(each)[0]?.toLowerCase() === quoted) ?? "";
  // `/*!80023 INVISIBLE */`, `/*M!100301 COMPRESSED*/`
  const words = wordsOf(line)
    .map((word) => word.replace(/^\/\*M?!\d+$|\*\/$/g, ""))
    .filter((word) => word !== "");
  return words.flatMap((word, place) => {
    const length = Object.hasOwn(attributeLengths, word) ? attributeLengths[word] : undefined;
    return length === undefined ? [] : [words.slice(place, place + length)];
  });
}
