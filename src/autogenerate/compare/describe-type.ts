import type { SqlType } from "../../schema/types/sql-type.ts";
import { own } from "../../util/own.ts";

const argumentNames: Readonly<Record<string, string>> = {
  displayWidth: "display_width",
  asDecimal: "asdecimal",
};

/** A type as log lines write it: `VARCHAR(length=10)`, `String(length=20)`. */
export function describeType(type: SqlType): string {
  if (type.family === "user") return type.name;
  const name = type.family === "generic" ? capitalised(type.name) : type.name.toUpperCase();
  const shown = Object.entries(type.options).map(
    ([key, value]) => `${own(argumentNames, key) ?? key}=${describe(value)}`,
  );
  return `${name}(${shown.join(", ")})`;
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function describe(value: unknown): string {
  if (typeof value === "object" && value !== null && "kind" in value && value.kind === "type") {
    // The only objects of that kind in a type's options are types.
    return describeType(value as SqlType);
  }
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return `'${value}'`;
  return Array.isArray(value) ? `[${value.map(describe).join(", ")}]` : String(value);
}
