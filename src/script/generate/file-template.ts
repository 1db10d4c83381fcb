import { CommandError } from "../../errors/index.ts";
import { own } from "../../util/own.ts";

const token =
  /%(?:\((?<name>\w+)\)(?<flags>[-+ 0#]*)(?<width>\d+)?(?:\.(?<precision>\d+))?(?<type>[sdixX])|(?<percent>%)|)/g;

/**
 * Fills a printf-style template such as `%(year)d_%(month).2d-%(rev)s_%(slug)s`.
 * Throws CommandError (code CONFIG) for unknown tokens, texts to be written as numbers, and percent signs that begin no token.
 */
export function fillFileTemplate(
  template: string,
  values: Readonly<Record<string, string | number>>,
): string {
  return template.replace(token, (...args) => {
    const groups = args.at(-1) as Readonly<Record<string, string | undefined>>; // String.replace passes the named groups last
    if (groups.percent !== undefined) return "%";
    const { name = "" } = groups;
    const value = own(values, name);
    if (value === undefined) throw unknownToken(template, name, Object.keys(values));
    if (groups.type !== "s" && typeof value === "string") throw noNumber(template, name);
    return pad(formatValue(value, groups), groups);
  });
}

function formatValue(value: string | number, groups: Readonly<Record<string, string | undefined>>): string {
  const { type = "s", precision } = groups;
  const limit = precision === undefined ? undefined : Number(precision);
  if (type === "s") return String(value).slice(0, limit);
  const digits = Number(value)
    .toString(type === "x" || type === "X" ? 16 : 10)
    .padStart(limit ?? 0, "0");
  const sign = groups.flags?.includes("+") ? "+" : "";
  return `${sign}${type === "X" ? digits.toUpperCase() : digits}`;
}

function pad(
  text: string,
  { flags = "", width = "0", type }: Readonly<Record<string, string | undefined>>,
): string {
  if (flags.includes("-")) return text.padEnd(Number(width));
  return text.padStart(Number(width), flags.includes("0") && type !== "s" ? "0" : " ");
}

function noNumber(template: string, token: string): CommandError {
  return new CommandError(`file_template '${template}' writes '${token}' as a number, which it is not`, {
    code: "CONFIG",
    hint: `Write %%(${token})s in an ini file.`,
    details: { template, token },
  });
}

function unknownToken(template: string, name: string, known: readonly string[]): CommandError {
  const problem = name === "" ? "a percent sign that begins no token" : `the unknown token '${name}'`;
  return new CommandError(`file_template '${template}' has ${problem}`, {
    code: "CONFIG",
    hint: `Use the tokens ${known.join(", ")}, as in %%(rev)s_%%(slug)s; in an ini file every percent sign is doubled.`,
    details: { template, token: name },
  });
}
