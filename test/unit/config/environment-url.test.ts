import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Config, environmentUrl, loadDotEnv } from "../../../src/config/index.ts";

const variable = "AT_TEST_DATABASE_URL";
beforeEach(() => {
  process.env[variable] = "postgresql://me:secret@host/db";
});
afterEach(() => {
  delete process.env[variable];
});

test("the variable is used for the section alembic of alembic.ini", () => {
  expect(environmentUrl(new Config("some/alembic.ini"), variable)).toBe("postgresql://me:secret@host/db");
});

test.each([
  ["another file", new Config("development.ini")],
  ["another section", new Config("alembic.ini", { iniSection: "other" })],
  ["a configuration in memory", new Config()],
])("the variable is not used for %s", (_what, config) => {
  expect(environmentUrl(config, variable)).toBeNull();
});

test("a URL that a program set wins over the variable", () => {
  const config = new Config("alembic.ini");
  config.setMainOption("sqlalchemy.url", "sqlite://");
  expect(environmentUrl(config, variable)).toBeNull();
});

test("an unset or empty variable is none", () => {
  process.env[variable] = "";
  expect(environmentUrl(new Config("alembic.ini"), variable)).toBeNull();
  expect(environmentUrl(new Config("alembic.ini"), "AT_TEST_UNSET")).toBeNull();
});

describe("a .env file beside the ini", () => {
  let folder: string;
  let config: Config;
  beforeEach(() => {
    delete process.env[variable];
    folder = mkdtempSync(join(tmpdir(), "alembic-ts-dotenv-"));
    config = new Config(join(folder, "alembic.ini"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ["plain", `${variable}=sqlite:///a.db\n`],
    ["with a byte order mark", `\uFEFF${variable}=sqlite:///a.db\n`],
    ["quoted, behind a comment", `# the database\r\nexport ${variable}="sqlite:///a.db" # here\r\n`],
  ])("is loaded: %s", (_how, text) => {
    writeFileSync(join(folder, ".env"), text);
    loadDotEnv(config);
    expect(process.env[variable]).toBe("sqlite:///a.db");
  });

  test("leaves variables that are set alone, empty ones too", () => {
    process.env[variable] = "";
    writeFileSync(join(folder, ".env"), `${variable}=sqlite:///a.db\n`);
    loadDotEnv(config);
    expect(process.env[variable]).toBe("");
  });

  test("may be missing, but not be a folder", () => {
    loadDotEnv(config);
    mkdirSync(join(folder, ".env"));
    expect(() => loadDotEnv(config)).toThrow(
      expect.objectContaining({
        code: "CONFIG",
        message: expect.stringContaining(`The file ${join(folder, ".env")} cannot be read: EISDIR`),
      }),
    );
  });
});
