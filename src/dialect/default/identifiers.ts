import { SchemaError } from "../../errors/index.ts";
import type { Identifier } from "../../schema/names.ts";
import type { IdentifierRules } from "../dialect.ts";

/** What differs between dialects in writing names. */
export interface IdentifierStyle {
  readonly open: string;
  readonly close: string;
  /** Words that cannot stand unquoted, in lower case. */
  readonly reserved: ReadonlySet<string>;
  readonly maxLength: number;
  readonly maxLengthUnit: "bytes" | "characters";
  /** See {@link IdentifierRules}. */
  readonly maxExplicitLength?: number | undefined;
  /** What an unquoted name looks like; default: lower-case ASCII letters, digits, `_`, `$`, no digit or `$` first. */
  readonly plain?: RegExp | undefined;
  /** Whether `a.b` as a schema is two names; default: one name that holds a dot. */
  readonly dottedSchemas?: boolean | undefined;
}

const plainName = /^[a-z_][a-z0-9_$]*$/;

/** The identifier rules of a style. Names are quoted only where they have to be. */
export function createIdentifiers(style: IdentifierStyle): IdentifierRules {
  const plain = style.plain ?? plainName;
  const forceQuote = (text: string): string => {
    assertWritable(text);
    return `${style.open}${text.replaceAll(style.close, style.close + style.close)}${style.close}`;
  };
  const quoteText = (text: string): string =>
    plain.test(text) && !style.reserved.has(text) ? text : forceQuote(text);
  const quote = (name: Identifier): string => {
    if (typeof name === "string") return quoteText(name);
    if (name.kind === "final_name") return quoteText(name.text);
    return name.quote ? forceQuote(name.text) : name.text;
  };
  const quoteSchema = (schema: string): string =>
    style.dottedSchemas ? schema.split(".").map(quoteText).join(".") : quoteText(schema);
  return {
    maxLength: style.maxLength,
    maxLengthUnit: style.maxLengthUnit,
    maxExplicitLength: style.maxExplicitLength ?? style.maxLength,
    quote,
    forceQuote,
    qualify: (name, schema) =>
      schema === null || schema === undefined || schema === ""
        ? quote(name)
        : `${quoteSchema(schema)}.${quote(name)}`,
  };
}

function assertWritable(text: string): void {
  if (text === "") throw new SchemaError("A name of a database object is empty.");
  if (text.includes("\0")) {
    throw new SchemaError(
      `The name ${JSON.stringify(text)} holds a NUL character, which no database allows.`,
    );
  }
}
