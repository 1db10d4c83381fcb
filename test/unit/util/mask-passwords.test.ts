import { expect, test } from "vitest";
import { maskPasswords, rememberUrl } from "../../../src/util/mask-passwords.ts";

test("a password in a text is masked up to its host, whatever characters it holds", () => {
  expect(maskPasswords("cannot use mysql://me:my pass'w\"ord@host/db: x@y")).toBe(
    "cannot use mysql://me:***@host/db: x@y",
  );
});

test("what stands behind a masked option or a port is left alone", () => {
  const texts = [
    "postgresql://h/d?password=***&sslpassword=***: the host name is unknown",
    "postgresql://h:5432/d failed for admin@x",
    "mysql://root@h:3306: refused for a@b",
    "postgresql://[::1]:5432/d: refused for a@b",
  ];
  expect(texts.map(maskPasswords)).toEqual(texts);
});

test("a remembered URL is masked in any text, also where it is no URL at all", () => {
  const settings = "host=h user=me password=a-secret dbname=x";
  rememberUrl(settings);
  rememberUrl("mysql://me:my@pass word@host/db");
  expect(maskPasswords(`Error: ${settings} and mysql://me:my@pass word@host/db`)).toBe(
    "Error: *** and mysql://me:***@host/db",
  );
});
