import { type Identifier, nameText } from "../../schema/names.ts";

/** `schema.table` as OBJECT_ID reads it; a part is bracketed only where it could be read otherwise. */
export function catalogName(name: Identifier, schema: string | null): string {
  const table = bracketed(nameText(name));
  return schema === null ? table : `${schema}.${table}`;
}

function bracketed(text: string): string {
  return /[.[\]"]/.test(text) ? `[${text.replaceAll("]", "]]")}]` : text;
}
