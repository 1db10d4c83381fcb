import { camelCase } from "./camel-case.ts";

/** The name under which an argument's value is found: `--rev-range` is `revRange`, `-x` is `x`. */
export function argumentName(names: readonly string[]): string {
  return camelCase(longName(names));
}

/** The long name of an argument without its dashes, or else its first. */
export function longName(names: readonly string[]): string {
  return (names.find((name) => name.startsWith("--")) ?? names[0] ?? "").replace(/^-+/, "");
}
