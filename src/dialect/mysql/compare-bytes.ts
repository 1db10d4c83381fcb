import type { SqlType } from "../../schema/types/sql-type.ts";
import { bytesOf } from "./literal-bytes.ts";

/**
 * Whether the defaults of a binary column differ, byte by byte; `null` for other columns and for expressions. MariaDB's
 * catalogue, before 11, shows a question mark for what is no text: where it cannot tell, the defaults are the same.
 */
export function bytesDiffer(type: SqlType, inspected: string, model: string): boolean | null {
  if (!/^(?:var)?binary$/i.test(type.name)) return null;
  const isPadded = /^binary$/i.test(type.name);
  const found = filled(bytesOf(inspected), isPadded);
  const wanted = filled(bytesOf(model), isPadded);
  if (found === null || wanted === null) return null;
  const shown = wanted.replace(/[\x80-\xff]+/g, "?");
  return found !== wanted && found !== shown;
}

/** Without the zeros that fill a column of fixed length. */
function filled(bytes: string | null, isPadded: boolean): string | null {
  return isPadded ? (bytes?.replace(/\0+$/, "") ?? null) : bytes;
}
