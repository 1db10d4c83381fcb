import { describe, expect, test } from "vitest";
import { createEngine } from "../../../src/connection/index.ts";
import { MigrationContext, type MigrationOptions } from "../../../src/runtime/index.ts";

describe("what cannot be meant is refused with a word on what to write", () => {
  const offline = (opts: MigrationOptions): unknown =>
    MigrationContext.configure({ dialectName: "postgresql", opts: { asSql: true, ...opts } });

  test("no source of a dialect (PARITY P-4.7)", () => {
    expect(() => MigrationContext.configure({})).toThrow("Connection, url, or dialect_name is required.");
  });

  test("an engine in the place of a connection (PARITY P-4.7)", () => {
    // @ts-expect-error an engine is no connection
    expect(() => MigrationContext.configure({ connection: createEngine("sqlite://") })).toThrow(
      expect.objectContaining({ code: "ENV_FILE", hint: expect.stringContaining("engine.connect") }),
    );
  });

  test("literals where nothing is written (PARITY P-4.11)", () =>
    createEngine("sqlite://").connect((connection) => {
      expect(() => MigrationContext.configure({ connection, opts: { literalBinds: true } })).toThrow(
        "Can't use literal_binds setting without as_sql mode",
      );
    }));

  test("an assumed start with a database (PARITY P-4.21)", () =>
    createEngine("sqlite://").connect((connection) => {
      expect(() => MigrationContext.configure({ connection, opts: { startingRev: "a" } })).toThrow(
        "Can't specify current_rev to context when using a database connection",
      );
    }));

  test("another style of parameters than the one that the original's environments name", () => {
    expect(offline({ dialectOpts: { paramstyle: "named" } })).toBeInstanceOf(MigrationContext);
    // @ts-expect-error scripts hold no parameters
    expect(() => offline({ dialectOpts: { paramstyle: "pyformat" } })).toThrow('paramstyle = "pyformat"');
  });
});

test("options that nobody knows are kept (PARITY P-4.18)", () => {
  const context = MigrationContext.configure({ dialectName: "sqlite", opts: { asSql: true, mine: 5 } });
  expect(context.opts.mine).toBe(5);
});
