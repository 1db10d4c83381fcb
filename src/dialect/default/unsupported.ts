import { UnsupportedError } from "../../errors/index.ts";
import { type Identifier, nameText } from "../../schema/names.ts";

/** What a dialect cannot do: the operation, the object, and the way out. */
export interface UnsupportedDetails {
  readonly dialect: string;
  /** `op.alterColumn`. */
  readonly operation: string;
  readonly table?: Identifier | undefined;
  readonly hint: string;
}

/** The error for what a dialect has no SQL for. */
export function unsupported(message: string, details: UnsupportedDetails): UnsupportedError {
  const table = details.table === undefined ? {} : { table: nameText(details.table) };
  return new UnsupportedError(message, {
    hint: details.hint,
    details: { dialect: details.dialect, operation: details.operation, ...table },
  });
}
