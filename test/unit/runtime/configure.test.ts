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

describe("an option that would be taken for something else is refused, with what it may say", () => {
  test.each([
    ["lock", "sesion", `lock: 'sesion'; it must be "session", "transaction" or "none"`],
    ["lock", true, `lock: true; it must be "session", "transaction" or "none"`],
    ["lock", "toString", "lock: 'toString'"],
    ["lockTimeoutMs", Number.NaN, "lockTimeoutMs: NaN; it must be milliseconds: 0 or more, or -1"],
    ["lockTimeoutMs", -2, "lockTimeoutMs: -2"],
    ["lockTimeoutMs", "5000", "lockTimeoutMs: '5000'"],
    ["statementLockTimeoutMs", Number.NaN, "statementLockTimeoutMs: NaN; it must be milliseconds: 0 or more"],
    ["statementLockTimeoutMs", -1, "statementLockTimeoutMs: -1"],
    ["renderAsBatch", "atuo", `renderAsBatch: 'atuo'; it must be true, false or "auto"`],
  ])("%s: %j", (option, value, message) => {
    const opts: MigrationOptions = { [option]: value };
    const refusal = expect.objectContaining({
      code: "ENV_FILE",
      message: expect.stringContaining(message),
      details: { option, value },
    });
    const script = { dialectName: "postgresql", opts: { ...opts, asSql: true } };
    expect(() => MigrationContext.configure(script)).toThrow(refusal);
    return createEngine("sqlite://").connect((connection) => {
      expect(() => MigrationContext.configure({ connection, opts })).toThrow(refusal);
    });
  });

  test.each<MigrationOptions>([
    { lock: "session", lockTimeoutMs: 0, statementLockTimeoutMs: 0, renderAsBatch: true },
    { lock: "transaction", lockTimeoutMs: -1, statementLockTimeoutMs: null, renderAsBatch: "auto" },
    { lock: "none", lockTimeoutMs: 1.5, statementLockTimeoutMs: 5000, renderAsBatch: false },
    { lock: undefined, lockTimeoutMs: Number.POSITIVE_INFINITY, renderAsBatch: undefined },
  ])("not so %j", (opts) =>
    createEngine("sqlite://").connect((connection) => {
      expect(MigrationContext.configure({ connection, opts })).toBeInstanceOf(MigrationContext);
    }),
  );
});

test("options that nobody knows are kept (PARITY P-4.18)", () => {
  const context = MigrationContext.configure({ dialectName: "sqlite", opts: { asSql: true, mine: 5 } });
  expect(context.opts.mine).toBe(5);
});
