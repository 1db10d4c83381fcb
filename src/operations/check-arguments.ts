import { inspect } from "node:util";
import type { AlembicError } from "../errors/index.ts";
import { isDialectObject } from "../schema/dialect-options.ts";
import { type Identifier, nameText } from "../schema/names.ts";
import { expectedInstead, isName, isSql } from "../schema/option-values.ts";
import { operationError } from "./operation-error.ts";

/** Checks of what users gave an operation; each throws OPERATION naming the operation, the argument and the value. */
export interface ArgumentChecks {
  /** The name of a table or column. */
  identifier(argument: string, value: unknown): void;
  /** The name of a constraint or index that is there. */
  givenName(argument: string, value: unknown): void;
  /** The name of a constraint or index, or `null` for none. */
  name(argument: string, value: unknown): void;
  /** A list of column names, at least one. */
  columnNames(argument: string, value: unknown): void;
  array(argument: string, value: unknown, of: string): void;
  /** Raw SQL: a string, `` sql`…` ``, or a fragment of a query builder. */
  sqlText(argument: string, value: unknown): void;
  /** True, false, or nothing. */
  flag(argument: string, value: unknown): void;
  oneOf(argument: string, value: unknown, accepted: readonly unknown[]): void;
  /** A column's name or an expression, perhaps with an order. */
  indexPart(argument: string, value: unknown): void;
  kind(argument: string, value: unknown, kinds: readonly string[], example: string): void;
  /** What the functions of `ops` make, or a custom operation's. */
  directive(argument: string, value: unknown): void;
  object(argument: string, value: unknown): void;
  /** A function that is to be called. */
  callback(argument: string, value: unknown): void;
  /** An options object: own keys with what their names stand for, and dialects with objects as values. */
  options(value: unknown, ownKeys: readonly string[]): void;
  /** An options object in which no dialect has a say. */
  ownOptions(value: unknown, ownKeys: readonly string[]): void;
}

/** The checks for one operation. */
export function argumentChecks(operation: string): ArgumentChecks {
  const refuse = (argument: string, accepted: string, value: unknown): AlembicError =>
    operationError(`${operation}: '${argument}' must be ${accepted}; it was ${shown(value)}.`, {
      hint: `Give ${accepted}.`,
      details: { operation, argument, value },
    });
  const strayOptions = (value: unknown, ownKeys: readonly string[]): readonly [string, unknown][] => {
    if (!isObject(value)) throw refuse("options", "an options object", value);
    const given = Object.entries(value).filter(([, each]) => each !== undefined);
    for (const [key, each] of given) {
      const expected = ownKeys.includes(key) ? expectedInstead(key, each) : null;
      if (expected !== null) throw refuse(key, expected, each);
    }
    return given.filter(([key]) => !ownKeys.includes(key));
  };
  const noOption = ([option, value]: readonly [string, unknown], accepted: string): AlembicError =>
    operationError(`${operation}: there is no option '${option}'; it was ${shown(value)}.`, {
      hint: `Options are ${accepted}.`,
      details: { operation, option },
    });
  return {
    identifier(argument, value) {
      if (!isIdentifier(value)) throw refuse(argument, 'a name such as "account"', value);
    },
    givenName(argument, value) {
      if (!isIdentifier(value))
        throw refuse(argument, 'a name such as "ix_account_email", or op.f(…)', value);
    },
    name(argument, value) {
      if (value !== null && !isIdentifier(value)) {
        throw refuse(argument, 'a name such as "uq_account_email", op.f(…), or null', value);
      }
    },
    columnNames(argument, value) {
      const isList = Array.isArray(value) && value.length > 0;
      if (!isList || !value.every((each) => typeof each === "string" && each !== "")) {
        throw refuse(argument, 'an array of column names such as ["id"]', value);
      }
    },
    array(argument, value, of) {
      if (!Array.isArray(value)) throw refuse(argument, `an array of ${of}`, value);
    },
    sqlText(argument, value) {
      const isBlank = typeof value === "string" && value.trim() === "";
      if (isBlank || !isSql(value)) {
        throw refuse(argument, "SQL text: a string or sql`…`", value);
      }
    },
    flag(argument, value) {
      if (value !== undefined && typeof value !== "boolean") throw refuse(argument, "true or false", value);
    },
    oneOf(argument, value, accepted) {
      if (!accepted.includes(value)) throw refuse(argument, accepted.map(shown).join(", "), value);
    },
    indexPart(argument, value) {
      const isPart =
        typeof value === "string" ? value !== "" : isSql(value) || kindOf(value) === "index_part";
      if (!isPart) throw refuse(argument, 'a name, sql`…` or sa.desc("name")', value);
    },
    kind(argument, value, kinds, example) {
      if (!kinds.includes(kindOf(value))) throw refuse(argument, example, value);
    },
    directive(argument, value) {
      if (kindOf(value) === "")
        throw refuse(argument, 'a directive such as ops.dropTableOp("account")', value);
    },
    object(argument, value) {
      if (!isObject(value)) throw refuse(argument, "an object", value);
    },
    callback(argument, value) {
      if (typeof value !== "function") throw refuse(argument, "a function, such as async () => { … }", value);
    },
    options(value, ownKeys) {
      const [stray] = strayOptions(value, ownKeys).filter(([, each]) => !isDialectObject(each));
      const dialects = ", and one object per dialect, such as { postgresql: { … } }";
      if (stray !== undefined) throw noOption(stray, `${ownKeys.join(", ")}${dialects}`);
    },
    ownOptions(value, ownKeys) {
      const [stray] = strayOptions(value, ownKeys);
      if (stray !== undefined) throw noOption(stray, ownKeys.join(", "));
    },
  };
}

/** A value as it is shown in a message: short, on one line. */
export function shown(value: unknown): string {
  const text = inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY, maxStringLength: 60 });
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  return typeof value === "object" && value !== null && "kind" in value && typeof value.kind === "string"
    ? value.kind
    : "";
}

function isIdentifier(value: unknown): value is Identifier {
  // The check says that it is one.
  return isName(value) && nameText(value as Identifier) !== "";
}
