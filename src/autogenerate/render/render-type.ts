import type { ConstructorSource } from "../../dialect/type-source.ts";
import { arrayCode, type Code, objectCode } from "../../operations/code.ts";
import type { SqlType, TypeOptions } from "../../schema/types/sql-type.ts";
import { own } from "../../util/own.ts";
import { propertyKey, stringLiteral } from "./literals.ts";
import type { SourceContext } from "./source-context.ts";

/** A type as the call of its constructor; variants by dialect around it. */
export function renderType(type: SqlType, r: SourceContext): Code {
  const base = renderBase(type, r);
  const variants = Object.entries(type.variants).sort(([a], [b]) => (a < b ? -1 : 1));
  if (variants.length === 0) return base;
  return r.schema("variant", [
    base,
    objectCode(
      variants.map(([dialect, variant]) => ({
        kind: "entry",
        key: propertyKey(dialect),
        value: r.type(variant),
      })),
    ),
  ]);
}

function renderBase(type: SqlType, r: SourceContext): Code {
  const { family, name, options } = type;
  if (family === "user" && onlyText(options)) return r.schema("userType", [stringLiteral(options.text)]);
  const source = r.typeSource(family);
  const made = own(source?.constructors ?? {}, name);
  if (source !== undefined && made !== undefined && takes(made, options)) {
    return r.typeCall(source, constructorName(name), constructorArguments(made, options, r));
  }
  const members = Object.entries(options).map(([key, value]) => [key, optionCode(value, r)] as const);
  if (source === undefined && r.userModulePrefix !== null) {
    return r.call(`${r.userModulePrefix}${name}`, r.options(Object.fromEntries(members)));
  }
  return r.schema("type", [
    stringLiteral(family),
    stringLiteral(name),
    ...r.options(Object.fromEntries(members)),
  ]);
}

function onlyText(options: TypeOptions): options is TypeOptions & { readonly text: string } {
  return typeof options.text === "string" && Object.keys(options).length === 1;
}

function constructorName(name: string): string {
  return name === "null" ? "nullType" : name;
}

function takes(made: ConstructorSource, options: TypeOptions): boolean {
  const known: readonly string[] = [...made.args, ...made.options];
  return Object.keys(options).every((key) => known.includes(key));
}

function constructorArguments(
  made: ConstructorSource,
  options: TypeOptions,
  r: SourceContext,
): readonly Code[] {
  const lastGiven = made.args.findLastIndex((key) => options[key] !== undefined);
  const members = r.options(
    Object.fromEntries(
      made.options
        .filter((key) => options[key] !== undefined)
        .map((key) => [key, optionCode(options[key], r)]),
    ),
  );
  // The options object stands behind all arguments; labels, which have no default, are left out by taking its place.
  const isPlaceless = made.args[0] === "values" && lastGiven < 0;
  const count = members.length > 0 && !isPlaceless ? made.args.length : lastGiven + 1;
  return [...made.args.slice(0, count).map((key) => optionCode(options[key], r)), ...members];
}

function optionCode(value: unknown, r: SourceContext): Code {
  if (value === undefined) return "undefined";
  return Array.isArray(value) ? arrayCode(value.map((each) => r.value(each))) : r.value(value);
}
