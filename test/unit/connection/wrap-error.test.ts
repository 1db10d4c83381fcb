import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeDriverError } from "../../../src/connection/describe-error.ts";
import { createEngine } from "../../../src/connection/engine.ts";
import { connectError, statementError } from "../../../src/connection/wrap-error.ts";

const place = { label: "postgresql://me:***@host/db", secrets: [], ordinary: [], isFile: false };

test.each([
  ["timeout expired", "the server did not answer in time", "connect_timeout"],
  ["Connection terminated due to connection timeout", "the server did not answer in time", "connect_timeout"],
  ["Connection terminated unexpectedly", "the server ended the connection at once", "see its log"],
])("a session that cannot be opened, as pg says it: %s", (said, reason, hint) => {
  const error = new Error(said);
  expect(connectError(error, describeDriverError(error), place)).toMatchObject({
    code: "CONNECTION",
    message: `Cannot connect to postgresql://me:***@host/db: ${reason}: ${said}`,
    hint: expect.stringContaining(hint),
  });
});

test("a connection that is lost in a statement comes with what to do", () => {
  const error = new Error("Connection terminated unexpectedly");
  expect(statementError(error, describeDriverError(error), place)).toMatchObject({
    code: "CONNECTION",
    message: "The connection to postgresql://me:***@host/db was lost: Connection terminated unexpectedly",
    hint: expect.stringContaining("run the same command again"),
  });
});

test("a URL without a database is named where one is needed", () => {
  const error = Object.assign(new Error("No database selected"), { code: "ER_NO_DB_ERROR" });
  const label = "mysql://root@host";
  expect(statementError(error, describeDriverError(error), { ...place, label })).toMatchObject({
    message: "mysql://root@host names no database: No database selected",
    hint: "Put its name behind the host in the URL: dialect://user@host/database.",
  });
});

test("a file that is no database is named", async () => {
  const folder = mkdtempSync(join(tmpdir(), "at-no-database-"));
  const file = join(folder, "app.db");
  writeFileSync(file, "this is a text that is long enough not to be taken for an empty database");
  const read = createEngine(`sqlite:///${file}`).connect((connection) =>
    connection.execute("SELECT * FROM sqlite_schema"),
  );
  await expect(read).rejects.toMatchObject({
    message: `sqlite:///${file} is no SQLite database: file is not a database`,
    hint: expect.stringContaining("Correct the path in the URL"),
  });
  rmSync(folder, { recursive: true });
});
