import { afterAll, beforeAll, expect, test } from "vitest";
import * as mssql from "../../src/dialect/mssql/public.ts";
import * as mysql from "../../src/dialect/mysql/public.ts";
import * as oracle from "../../src/dialect/oracle/public.ts";
import * as postgresql from "../../src/dialect/postgresql/public.ts";
import * as sqlite from "../../src/dialect/sqlite/public.ts";
import * as entry from "../../src/index.ts";
import * as builtIn from "../../src/operations/built-in.ts";
import * as testing from "../../src/testing.ts";
import { type PackedProject, packedProject } from "../support/packed-project.ts";

const { command, errors: _errors, ops, sa, sql, ...top } = entry;

const operations = Object.fromEntries(Object.entries(builtIn).map(([name, { build }]) => [name, build]));

/** What users import, by the expression under which the module below has it. */
const namespaces: Readonly<Record<string, object>> = {
  ...{ at: top, "at.command": command, "at.ops": ops, "at.sa": sa, "at.sa.func": sa.func, "at.sql": sql },
  ...{ "at.op": operations, postgresql, mysql, sqlite, mssql, oracle, testing },
};

const classes: Readonly<Record<string, { readonly prototype: object }>> = {
  ...{ "at.Config": top.Config, "at.ScriptDirectory": top.ScriptDirectory, "at.Script": top.Script },
  ...{ "at.MigrationContext": top.MigrationContext, "at.EnvironmentContext": top.EnvironmentContext },
  ...{ "at.CommandLine": top.CommandLine, "at.Plugin": top.Plugin, "at.Rewriter": top.Rewriter },
  ...{ "at.RevisionMap": top.RevisionMap, "at.sa.MetaData": sa.MetaData },
};

/** Values that no function above gives, and members that no prototype above shows. */
const others = `
  at.Operations.context(migration) migration.impl migration.opts migration.operations migration.dialect
  given(at.op.f) given(at.op.inlineLiteral) given(at.op.getBind) given(at.op.getContext) given(batch.f)
  config.logging config.stdout config.outputBuffer config.cmdOpts script.file script.node
  found(inspector.getTable) found(inspector.getTables) found(inspector.getColumns) found(inspector.getEnums)
  dialect.ddl dialect.types dialect.literals dialect.identifiers dialect.features dialect.lock dialect.session
  dialect.reflector dialect.comparison given(connection.execute) given(connection.executeArrays)`;

const preamble = `
import * as at from "alembic-ts";
${Object.keys({ postgresql, mysql, sqlite, mssql, oracle, testing })
  .map((name) => `import * as ${name} from "alembic-ts/${name}";`)
  .join("\n")}
declare function of<T>(): T;
declare function given<T>(call: (...args: never) => T): T;
declare function found<T>(call: (...args: never) => T): Awaited<T> extends readonly (infer Each)[] ? Each : Awaited<T>;
declare const migration: at.MigrationContext, batch: at.BatchOperations, config: at.Config, script: at.Script;
declare const inspector: at.sa.Inspector, dialect: at.Dialect, connection: at.Connection;
`;

/** What a value or the call of a function gives, and what its promise or list holds. */
function expressions(name: string, value: unknown): readonly string[] {
  return typeof value === "function" ? [`given(${name})`, `found(${name})`] : [name];
}

function isClass(value: unknown): boolean {
  return typeof value === "function" && String(value).startsWith("class ");
}

function membersOf(namespace: string, members: object): readonly string[] {
  return Object.entries(members).flatMap(([name, value]) =>
    isClass(value) ? [] : expressions(`${namespace}.${name}`, value),
  );
}

function membersOfClass(name: string, prototype: object): readonly string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([member, { value }]) =>
    member === "constructor" ? [] : expressions(`of<${name}>().${member}`, value),
  );
}

let project: PackedProject;
beforeAll(async () => {
  project = await packedProject({ type: "module" });
});
afterAll(() => project.remove());

test("all that the package gives can be exported again by a package that writes declarations", async () => {
  const exported = [
    ...Object.entries(namespaces).flatMap(([name, members]) => membersOf(name, members)),
    ...Object.entries(classes).flatMap(([name, { prototype }]) => membersOfClass(name, prototype)),
    ...others.trim().split(/\s+/),
  ];
  expect(exported.length).toBeGreaterThan(500);
  const lines = exported.map((expression, index) => `export const x${index} = ${expression};`);
  await project.write("given.ts", `${preamble}${lines.join("\n")}\n`);
  const flags = "--ignoreConfig --declaration --emitDeclarationOnly --outDir out --strict --skipLibCheck";
  const { stdout } = await project.run(`tsc ${flags} --module nodenext --target es2024 given.ts`);
  expect(stdout).toBe("");
});
