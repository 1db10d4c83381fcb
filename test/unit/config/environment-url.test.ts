import { afterEach, beforeEach, expect, test } from "vitest";
import { Config, environmentUrl } from "../../../src/config/index.ts";

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
