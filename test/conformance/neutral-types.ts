import * as mssql from "../../src/dialect/mssql/public.ts";
import { mssqlTypeSource } from "../../src/dialect/mssql/type-source.ts";
import * as mysql from "../../src/dialect/mysql/public.ts";
import { mysqlTypeSource } from "../../src/dialect/mysql/type-source.ts";
import * as oracle from "../../src/dialect/oracle/public.ts";
import { oracleTypeSource } from "../../src/dialect/oracle/type-source.ts";
import * as postgresql from "../../src/dialect/postgresql/public.ts";
import { postgresqlTypeSource } from "../../src/dialect/postgresql/type-source.ts";
import * as sqlite from "../../src/dialect/sqlite/public.ts";
import { sqliteTypeSource } from "../../src/dialect/sqlite/type-source.ts";
import type { TypeSource } from "../../src/dialect/type-source.ts";
import { sa } from "../../src/index.ts";
import { camelCase, type NeutralObject, toName, toSql } from "./neutral-names.ts";

/** A type of the corpus: a name, or a name with arguments. */
export type NeutralType = string | NeutralObject;

type Constructor = (...args: readonly unknown[]) => sa.SqlType;

/** The arguments that come first, by the name of a generic or standard type; the others are options. */
const positional: Readonly<Record<string, readonly string[]>> = {
  numeric: ["precision", "scale"],
  decimal: ["precision", "scale"],
  float: ["precision"],
  double: ["precision", "scale"],
  doublePrecision: ["precision"],
  string: ["length"],
  text: ["length"],
  unicode: ["length"],
  unicodeText: ["length"],
  varchar: ["length"],
  char: ["length"],
  nchar: ["length"],
  nvarchar: ["length"],
  clob: ["length"],
  largeBinary: ["length"],
  binary: ["length"],
  varbinary: ["length"],
  blob: ["length"],
  enum: ["values"],
  array: ["item"],
};

const modules: Readonly<Record<string, { readonly module: object; readonly source: TypeSource }>> = {
  mssql: { module: mssql, source: mssqlTypeSource },
  mysql: { module: mysql, source: mysqlTypeSource },
  oracle: { module: oracle, source: oracleTypeSource },
  postgresql: { module: postgresql, source: postgresqlTypeSource },
  sqlite: { module: sqlite, source: sqliteTypeSource },
};

/** Arguments whose names differ from the options' in more than their case. */
const renamed: Readonly<Record<string, string>> = { asdecimal: "asDecimal", nativeUuid: "native" };

/** A type of the corpus through the create that a user would call. */
export function toType(neutral: NeutralType | undefined): sa.SqlType {
  if (neutral === undefined) return sa.nullType();
  const {
    type,
    variants,
    sql: _written,
    ...args
  } = typeof neutral === "string" ? { type: neutral } : neutral;
  const base = construct(String(type), args);
  if (variants === undefined) return base;
  const others = Object.entries(variants as Readonly<Record<string, NeutralType>>);
  return sa.variant(base, Object.fromEntries(others.map(([dialect, other]) => [dialect, toType(other)])));
}

function construct(name: string, args: NeutralObject): sa.SqlType {
  const options = Object.fromEntries(Object.entries(args).map(([key, value]) => optionEntry(key, value)));
  const [family, own] = name.includes(".") ? name.split(".") : [undefined, name];
  if (family !== undefined) return constructOwn(family, camelCase(String(own).toLowerCase()), options);
  const isStandard = name === name.toUpperCase() && name in sa;
  const lowered = isStandard ? camelCase(name.toLowerCase()) : name[0]?.toLowerCase() + name.slice(1);
  const create: unknown = Reflect.get(sa, isStandard ? name : lowered === "jSON" ? "json" : lowered);
  if (typeof create !== "function") throw new Error(`The corpus has a type '${name}' that sa does not have.`);
  return call(create as Constructor, positional[lowered] ?? [], options);
}

function constructOwn(family: string, name: string, options: NeutralObject): sa.SqlType {
  const found = modules[family];
  const create: unknown = found && Reflect.get(found.module, name);
  const signature = found?.source.constructors[name];
  if (typeof create !== "function" || signature === undefined) {
    throw new Error(`The corpus has a type '${family}.${name}' that alembic-ts/${family} does not have.`);
  }
  return call(create as Constructor, signature.args, options);
}

function call(create: Constructor, first: readonly string[], options: NeutralObject): sa.SqlType {
  const rest = Object.fromEntries(Object.entries(options).filter(([key]) => !first.includes(key)));
  const args: unknown[] = first.map((key) => options[key]);
  if (Object.keys(rest).length > 0) args.push(rest);
  while (args.length > 0 && args.at(-1) === undefined) args.pop();
  return create(...args);
}

function optionEntry(key: string, value: unknown): readonly [string, unknown] {
  const camel = camelCase(key);
  const name = renamed[camel] ?? camel;
  if (name === "item" || name === "dataType") return [name, toType(value as NeutralType)];
  if (name === "name") return [name, toName(value)];
  if (name === "check" || name === "default") return [name, toSql(value)];
  return [name, value];
}
