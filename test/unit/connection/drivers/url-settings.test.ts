import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { ConnectTarget } from "../../../../src/connection/driver.ts";
import { readMysqlUrl } from "../../../../src/connection/drivers/mysql-options.ts";
import { readPostgresqlUrl, sessionSettingsSql } from "../../../../src/connection/drivers/pg-options.ts";
import { readSqliteUrl } from "../../../../src/connection/drivers/sqlite-options.ts";
import { packageImporter } from "../../../../src/connection/import-package.ts";
import { parseUrl } from "../../../../src/connection/url.ts";

const folder = mkdtempSync(join(tmpdir(), "at-url-"));
const certificate = join(folder, "root.crt");
writeFileSync(certificate, "PEM");
afterAll(() => rmSync(folder, { recursive: true }));

function target(url: string): ConnectTarget {
  return {
    url: parseUrl(url),
    applicationName: "alembic-ts",
    driverOptions: {},
    importPackage: packageImporter(),
  };
}

describe("a PostgreSQL URL", () => {
  const attempts = (query: string) => readPostgresqlUrl(target(`postgresql://host/db${query}`)).tlsAttempts;
  const unverified = { rejectUnauthorized: false };

  test.each([
    ["", [false]],
    ["?sslmode=disable", [false]],
    ["?sslmode=allow", [false, unverified]],
    ["?sslmode=prefer", [unverified, false]],
    ["?sslmode=require", [unverified]],
    ["?sslmode=require&sslrootcert=system", [{}]],
    ["?sslmode=verify-full", [{}]],
    ["?ssl=true", [{}]],
    ["?ssl=require", [unverified]],
    ["?sslmode=no-verify", [unverified]],
  ])("%s means what libpq means by it", (query, expected) => {
    expect(attempts(query)).toEqual(expected);
  });

  test("a root certificate is read; verify-ca does not look at the host name, verify-full does", () => {
    const [chain] = attempts(`?sslmode=verify-ca&sslrootcert=${certificate}`);
    expect(chain).toMatchObject({ ca: Buffer.from("PEM"), checkServerIdentity: expect.any(Function) });
    expect(attempts(`?sslmode=verify-full&sslrootcert=${certificate}`)).toEqual([{ ca: Buffer.from("PEM") }]);
  });

  test("a certificate that cannot be read is named", () => {
    expect(() => attempts("?sslmode=verify-ca&sslrootcert=/no/such.crt")).toThrow("'/no/such.crt'");
  });

  test("a socket is not encrypted", () => {
    expect(readPostgresqlUrl(target("postgresql:///db?host=/var/run&sslmode=require")).tlsAttempts).toEqual([
      false,
    ]);
  });

  test.each([
    "postgresql://u:p@ep-x-pooler.eu.aws.neon.tech/db?sslmode=require&channel_binding=require",
    "postgres://postgres.x:p@aws-0.pooler.supabase.com:6543/postgres?pgbouncer=true&connection_limit=1",
    "postgresql://u:p@host:26257/db?sslmode=verify-full&options=--cluster%3Dx&application_name=y",
    "postgresql://u:p@host/db?schema=app&connect_timeout=10&pool_timeout=0",
  ])("%s works as a provider prints it", (url) => {
    expect(readPostgresqlUrl(target(url)).host).toBeDefined();
  });

  test("settings are quoted", () => {
    const sql = sessionSettingsSql(
      readPostgresqlUrl(target("postgresql://h/d?schema=a'b&statement_timeout=5")),
    );
    expect(sql).toBe(
      `SELECT set_config('statement_timeout', '5', false), set_config('search_path', '"a''b"', false)`,
    );
  });

  test.each([
    ["?sslmode=always", "The URL option 'sslmode' is 'always'; expected one of disable"],
    ["?connect_timeout=soon", "The URL option 'connect_timeout' is 'soon'; expected a number."],
    ["?constructor=x&sslmod=y", "unknown options: 'constructor', 'sslmod'"],
  ])("%s is refused", (query, message) => {
    expect(() => attempts(query)).toThrow(message);
    expect(() => attempts(query)).toThrow(expect.objectContaining({ code: "URL" }));
  });
});

describe("a MySQL URL", () => {
  const settings = (query: string) => readMysqlUrl(target(`mysql://u:p@host/db${query}`));

  test.each([
    ["", false],
    ["?ssl=true", { rejectUnauthorized: true }],
    ["?ssl-mode=REQUIRED", { rejectUnauthorized: false }],
    ["?sslaccept=strict", { rejectUnauthorized: true }],
    [`?ssl={"rejectUnauthorized":true}`, { rejectUnauthorized: true }],
    ["?ssl_mode=DISABLED", false],
  ])("%s sets TLS", (query, tls) => {
    expect(settings(query).tls).toEqual(tls);
  });

  test("has the usual port, a socket and SQLAlchemy's options", () => {
    expect(settings("?unix_socket=/run/mysqld.sock&charset=utf8mb4&init_command=SET%20x%3D1")).toMatchObject({
      port: 3306,
      socketPath: "/run/mysqld.sock",
      charset: "utf8mb4",
      initCommands: ["SET x=1"],
    });
  });

  test("an unknown option is named", () => {
    expect(() => settings("?sslx=1")).toThrow("'sslx'");
  });
});

describe("an SQLite URL", () => {
  const settings = (url: string) => readSqliteUrl(parseUrl(url));

  test.each([
    ["sqlite://", ":memory:"],
    ["sqlite:///:memory:", ":memory:"],
    ["sqlite:///file::memory:?cache=shared&uri=true", ":memory:"],
    ["sqlite:///app.db", resolve("app.db")],
    ["sqlite:////abs/app.db", "/abs/app.db"],
    ["sqlite:///file:app.db?mode=ro&uri=true", resolve("app.db")],
    ["file:./dev.db", resolve("dev.db")],
  ])("%s is %s", (url, path) => {
    expect(settings(url).path).toBe(path);
  });

  test("timeouts are seconds, modes are known", () => {
    expect(settings("sqlite:///a.db?timeout=1.5&mode=ro")).toMatchObject({
      busyTimeoutMs: 1500,
      readOnly: true,
    });
    expect(() => settings("sqlite:///a.db?mode=append")).toThrow("expected ro, rw, rwc or memory");
  });
});
