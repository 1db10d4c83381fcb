import { expect, test } from "vitest";
import { sa } from "../../../src/index.ts";
import type { Operations } from "../../../src/operations/operations.ts";
import { MigrationContext, Operations as OperationsEntry } from "../../../src/runtime/index.ts";

/** What the operations write into an offline script, without the blank lines between the statements. */
async function scriptOf(run: (op: Operations) => unknown): Promise<readonly string[]> {
  const pieces: string[] = [];
  const outputBuffer = { write: (piece: string) => void pieces.push(piece) };
  const opts = { asSql: true, outputBuffer };
  await OperationsEntry.context(MigrationContext.configure({ dialectName: "postgresql", opts }), run);
  return pieces
    .join("")
    .replace(/\s+/g, " ")
    .trim()
    .split(/(?<=;) /);
}

const changes = (named: (op: Operations, name: string) => sa.Name) => (op: Operations) => {
  const name = (text: string): sa.Name => named(op, text);
  op.createTable(name("account"), [sa.column(name("id"), sa.integer(), { autoincrement: false })]);
  op.addColumn(name("account"), sa.column(name("note"), sa.text()));
  op.alterColumn(name("account"), name("note"), { newColumnName: name("text"), existingType: sa.text() });
  op.createIndex(name("ix"), name("account"), ["id"]);
  op.createForeignKey(name("fk"), name("account"), name("owner"), ["id"], ["id"]);
  op.dropConstraint(name("fk"), name("account"));
  op.dropIndex(name("ix"), name("account"));
  op.dropColumn(name("account"), name("text"));
  op.renameTable(name("account"), name("customer"));
  op.dropTable(name("customer"));
};

test("every name can be a string, op.f or sa.quotedName", async () => {
  const plain = await scriptOf(changes((_op, name) => name));
  expect(plain).toHaveLength(10);
  expect(await scriptOf(changes((op, name) => op.f(name)))).toEqual(plain);
  const unquoted = plain.map((statement) => statement.replaceAll('"', ""));
  const quoted = await scriptOf(changes((_op, name) => sa.quotedName(name, false)));
  expect(quoted.map((statement) => statement.replaceAll('"', ""))).toEqual(unquoted);
  const forced = await scriptOf(changes((_op, name) => sa.quotedName(name, true)));
  expect(forced.at(-1)).toBe('DROP TABLE "customer";');
});
