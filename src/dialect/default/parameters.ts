import type { SqlType } from "../../schema/types/sql-type.ts";
import { typeOn } from "../../schema/types/sql-type.ts";
import type { ParameterStyle } from "../dialect.ts";
import { finiteNumber, noArrays, noZones, uuidText } from "./literals.ts";
import { type KeepsZone, type NormalValue, normalValue } from "./normal-value.ts";

/** What differs between dialects in binding values. */
export interface ParameterRules {
  readonly dialectName: string;
  /** The placeholder of the n-th parameter, counted from 1. */
  placeholder(index: number): string;
  /** How many parameters one statement may have. */
  readonly maximum: number;
  readonly nativeUuid: boolean;
  /** An integer, given as its digits. */
  integer(digits: string): unknown;
  /** Another number, given as its text. */
  number(text: string): unknown;
  boolean(value: boolean): unknown;
  temporal(text: string): string;
  readonly keepsZone: KeepsZone;
  /** See `LiteralRules.utcOffset`. */
  readonly utcOffset: string;
  array(items: readonly NormalValue[]): unknown;
}

/** `?` for every parameter. */
export const questionMarks: Omit<ParameterRules, "dialectName"> = {
  placeholder: () => "?",
  maximum: 32_000,
  nativeUuid: false,
  integer: numberOrText,
  number: (text) => numberOrText(finiteNumber(text)),
  boolean: (value) => (value ? 1 : 0),
  temporal: (text) => text,
  keepsZone: noZones,
  utcOffset: "",
  array: noArrays,
};

/** The parameter style of a dialect. */
export function createParameters(rules: ParameterRules): ParameterStyle {
  return {
    placeholder: rules.placeholder,
    maximum: rules.maximum,
    bind: (value, given) => {
      const type = given === null || given === undefined ? null : typeOn(given, rules.dialectName);
      return bound(normalValue(value, type, rules.keepsZone), type, rules);
    },
  };
}

function bound(value: NormalValue, type: SqlType | null, rules: ParameterRules): unknown {
  switch (value.kind) {
    case "null":
      return null;
    case "boolean":
      return rules.boolean(value.value);
    case "integer":
      return rules.integer(value.text);
    case "number":
      return rules.number(value.text);
    case "bytes":
      return value.bytes;
    case "array":
      return rules.array(value.items);
    case "uuid":
      return uuidText(value.text, type, rules.nativeUuid);
    case "date":
    case "time":
      return rules.temporal(value.text);
    case "dateTime":
      return rules.temporal(`${value.text}${value.isUtc ? rules.utcOffset : ""}`);
    default:
      return value.text;
  }
}

/** Numbers whose digits a double keeps are bound as numbers, the others as text. */
export function numberOrText(text: string): unknown {
  const number = Number(text);
  return String(number) === text ? number : text;
}
