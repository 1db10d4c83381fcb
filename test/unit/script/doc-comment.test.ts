import { expect, test } from "vitest";
import { escapeDocComment, messageOf, readDocComment } from "../../../src/script/doc-comment.ts";

test.each([
  [
    "the generated form",
    "/**\n * create table\n *\n * Revision ID: a1\n */\nimport x from 'y';",
    "create table\n\nRevision ID: a1",
  ],
  ["one line", "/** create table */", "create table"],
  ["behind other comments", "#!/usr/bin/env node\n// licence\n/* eslint-disable */\n/** doc */", "doc"],
  [
    "behind imports that a formatter moved up",
    'import { op } from "alembic-ts";\n\n/** doc */\nexport const x = 1;',
    "doc",
  ],
  ["CRLF", "/**\r\n * doc\r\n *\r\n * more\r\n */", "doc\n\nmore"],
  ["indented text", "/**\n * list:\n *   - one\n */", "list:\n  - one"],
  ["no comment", "export const x = 1;\n/** of a function */\nfunction f() {}", ""],
  ["a comment of another kind", "/* no doc */ export const x = 1;", ""],
])("reads the doc comment: %s", (_, source, expected) => {
  expect(readDocComment(source)).toBe(expected);
});

test("the message ends at the first blank line", () => {
  expect(messageOf("add\nboth\n\nRevision ID: a1")).toBe("add\nboth");
  expect(messageOf("")).toBe("");
});

test.each(["plain", "ends */ here", "two\nlines", "a\n\nb"])(
  "a message survives the comment: %j",
  (message) => {
    expect(readDocComment(`/**\n * ${escapeDocComment(message)}\n */\nexport const x = 1;`)).toBe(message);
  },
);
