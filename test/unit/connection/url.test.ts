import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadDriver } from "../../../src/connection/driver-registry.ts";
import { parseUrl } from "../../../src/connection/url.ts";
import { maskUrl } from "../../../src/util/mask-passwords.ts";

function parts(text: string): unknown {
  const { dialectName, driverName, username, password, host, port, database, query } = parseUrl(text);
  return { dialectName, driverName, username, password, host, port, database, query };
}

const nothing = { driverName: null, username: null, password: null, host: null, port: null, query: {} };

describe("a URL is read in SQLAlchemy's form", () => {
  test.each([
    [
      "postgresql://me:secret@db.example.com:6543/shop?sslmode=require",
      {
        dialectName: "postgresql",
        driverName: null,
        username: "me",
        password: "secret",
        host: "db.example.com",
        port: 6543,
        database: "shop",
        query: { sslmode: ["require"] },
      },
    ],
    ["postgres://host/db", { ...nothing, dialectName: "postgresql", host: "host", database: "db" }],
    [
      "postgresql+psycopg2://host/db",
      { ...nothing, dialectName: "postgresql", driverName: "psycopg2", host: "host", database: "db" },
    ],
    [
      "postgresql://[::1]:5432/db",
      { ...nothing, dialectName: "postgresql", host: "::1", port: 5432, database: "db" },
    ],
    [
      "postgresql:///db?host=/var/run",
      { ...nothing, dialectName: "postgresql", database: "db", query: { host: ["/var/run"] } },
    ],
    [
      "postgresql://%2Fvar%2Frun/db",
      { ...nothing, dialectName: "postgresql", host: "/var/run", database: "db" },
    ],
    ["sqlite://", { ...nothing, dialectName: "sqlite", database: null }],
    ["sqlite:///rel/app.db", { ...nothing, dialectName: "sqlite", database: "rel/app.db" }],
    ["sqlite:////abs/app.db", { ...nothing, dialectName: "sqlite", database: "/abs/app.db" }],
    ["file:./dev.db", { ...nothing, dialectName: "sqlite", database: "./dev.db" }],
    [
      "libsql://db.turso.io",
      { ...nothing, dialectName: "sqlite", driverName: "libsql", host: "db.turso.io", database: null },
    ],
    [
      "mysql+pymysql://u:p%40ss%2F@h/db",
      {
        ...nothing,
        dialectName: "mysql",
        driverName: "pymysql",
        username: "u",
        password: "p@ss/",
        host: "h",
        database: "db",
      },
    ],
    [
      "mysql://u:p@ss@h/db",
      { ...nothing, dialectName: "mysql", username: "u", password: "p@ss", host: "h", database: "db" },
    ],
    [
      "mysql://u:w?t@h/db",
      { ...nothing, dialectName: "mysql", username: "u", password: "w?t", host: "h", database: "db" },
    ],
    [
      "mysql://root@localhost/",
      { ...nothing, dialectName: "mysql", username: "root", host: "localhost", database: null },
    ],
    [
      "mysql://u:@h/db",
      { ...nothing, dialectName: "mysql", username: "u", password: "", host: "h", database: "db" },
    ],
  ])("%s", (text, expected) => {
    expect(parts(text)).toEqual(expected);
  });

  test.each(["constructor", "toString"])("%s is a database that nobody knows", async (name) => {
    const url = parseUrl(`${name}://host/db`);
    expect(url.dialectName).toBe(name.toLowerCase());
    await expect(loadDriver(url)).rejects.toThrow("Unknown dialect in the database URL");
  });

  test("user, password and database survive percent-encoding, whatever they hold", () => {
    const word = fc
      .string({ minLength: 1, unit: "grapheme" })
      .filter((text) => text.trim() === text && text !== "");
    fc.assert(
      fc.property(word, word, word, (user, password, database) => {
        const [u, p, d] = [user, password, database].map(encodeURIComponent);
        const url = parseUrl(`postgresql://${u}:${p}@host:1/${d}`);
        expect([url.username, url.password, url.database, url.host]).toEqual([
          user,
          password,
          database,
          "host",
        ]);
      }),
    );
  });
});

describe("a URL never shows its password", () => {
  test.each([
    ["postgresql://me:secret@host/db", "postgresql://me:***@host/db"],
    ["postgresql://me:se@cr/et@host/db", "postgresql://me:***@host/db"],
    ["postgresql://me@host/db", "postgresql://me@host/db"],
    ["postgresql://host/db?password=secret&x=1", "postgresql://host/db?password=***&x=1"],
    ["postgresql://:secret@host:5432/db", "postgresql://:***@host:5432/db"],
    ["sqlite:////a/b@c.db", "sqlite:////a/b@c.db"],
    ["postgresql://host:5432/db", "postgresql://host:5432/db"],
    ["mysql://me:se cr'e\"t@host/db", "mysql://me:***@host/db"],
    ["mysql://me:S3cr@et/w:x%41#?&= ü@host/db", "mysql://me:***@host/db"],
    ["postgresql://me@corp:secret@host/db", "postgresql://me@corp:***@host/db"],
    ["postgres:///postgres:secret@host/db", "postgres:///postgres:***@host/db"],
    ["postgresql://[::1]:5432/db", "postgresql://[::1]:5432/db"],
    ["sqlite:///C:/a/b.db", "sqlite:///C:/a/b.db"],
    ["sqlite:///:memory:", "sqlite:///:memory:"],
  ])("%s", (text, expected) => {
    expect(maskUrl(text)).toBe(expected);
  });

  test("as text, in JSON and in an inspection", async () => {
    const { inspect } = await import("node:util");
    const url = parseUrl("mysql://me:hunter22@host/db?ssl=true");
    expect(String(url)).toBe("mysql://me:***@host/db?ssl=true");
    expect(JSON.stringify(url)).not.toContain("hunter22");
    expect(inspect(url)).not.toContain("hunter22");
  });
});

describe("a malformed URL is refused without its password", () => {
  test.each([
    ["shop.db", "it does not begin with 'dialect://'"],
    ["postgresql://me:secret@host:port/db", "its port is not a number between 1 and 65535"],
    ["postgresql://host:99999/db", "its port '99999' is not a number between 1 and 65535"],
    ["postgresql://me:secret%@host/db", "a '%' in it is not followed by two hexadecimal digits"],
    ["postgresql://me:secret/x@host/db", "its port is not a number"],
    ["postgresql://me:secret/db", "'postgresql://me:***': its port is not a number"],
    ["postgres:/me:secret@host/db", "'postgres:***'"],
    ["postgres//me:secret@host/db", "'***'"],
    ["postgres:secret@host/db", "'postgres:***'"],
    ["host=h user=me password=secret dbname=x", "'***'"],
  ])("%s", (text, reason) => {
    expect(() => parseUrl(text)).toThrow(reason);
    expect(() => parseUrl(text)).toThrow(expect.objectContaining({ code: "URL" }));
    expect(() => parseUrl(text)).not.toThrow(/secret/);
  });
});
