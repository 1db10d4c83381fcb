import type { NeutralObject } from "../neutral-names.ts";
import { type DdlCase, normalPiece } from "./ddl.ts";

/** The dialects whose server has no such syntax, by argument (format, section 7). */
const offlineOnly: ReadonlySet<string> = new Set(["mysql", "mssql", "oracle"]);
const foreignSyntax = /\b(?:DEFERRABLE|INITIALLY|IF (?:NOT )?EXISTS|MATCH|RESTRICT|NULLS (?:FIRST|LAST))\b/;

/** Whether a clear error passes although a script, or another error, was recorded. */
export function allowedError(testCase: DdlCase): boolean {
  if (testCase.server_refuses !== undefined || asksForExistence(testCase)) return true;
  return offlineOnly.has(testCase.dialect) && testCase.expected.some((piece) => foreignSyntax.test(piece));
}

/** Whether a script passes although another one, or an error, was recorded. */
export function allowedScript(testCase: DdlCase, pieces: readonly string[]): boolean {
  return (
    writesRefusedLiteral(testCase, pieces) ||
    honoursExistence(testCase, pieces) ||
    leavesOutIdentityInsert(testCase, pieces)
  );
}

/** Bytes and JSON have no literal in the original. */
function writesRefusedLiteral(testCase: DdlCase, pieces: readonly string[]): boolean {
  const { expected_error: refused, ops } = testCase;
  if (refused === undefined || !/render literal value|literal value renderer/.test(refused.contains))
    return false;
  const rows = ops.flatMap(({ args }) =>
    Array.isArray(args.rows) ? (args.rows as readonly NeutralObject[]) : [],
  );
  const inserts = pieces.filter((piece) => piece.startsWith("INSERT INTO "));
  return inserts.length === rows.length && rows.length > 0 && /\$(?:bytes|json)"/.test(JSON.stringify(rows));
}

function asksForExistence({ ops, expected }: DdlCase): boolean {
  const asked = ops.some(({ args }) => args.if_exists === true || args.if_not_exists === true);
  return asked && !expected.some((piece) => /IF (?:NOT )?EXISTS/.test(piece));
}

/** `IF [NOT] EXISTS` that the original drops without a word; T-SQL writes it as a condition before the statement. */
function honoursExistence(testCase: DdlCase, pieces: readonly string[]): boolean {
  if (!asksForExistence(testCase) || testCase.expected_error !== undefined) return false;
  // SQL Server asks the catalogue on a line of its own.
  const without = pieces.map((piece) =>
    normalPiece(piece.replace(/^IF (?:NOT )?EXISTS \(SELECT .*\n|IF (?:NOT )?EXISTS /, "")),
  );
  const expected = testCase.expected.map(normalPiece);
  return without.length === expected.length && without.every((piece, index) => piece === expected[index]);
}

/** SQL Server: SET IDENTITY_INSERT around a table of which no identity column is known. */
function leavesOutIdentityInsert(testCase: DdlCase, pieces: readonly string[]): boolean {
  if (testCase.dialect !== "mssql" || testCase.expected_error !== undefined) return false;
  const expected: string[] = [];
  for (const [index, piece] of testCase.expected.entries()) {
    const before = testCase.expected[index - 1] ?? "";
    if (/^SET IDENTITY_INSERT /.test(piece) || (piece === "GO" && /^SET IDENTITY_INSERT /.test(before)))
      continue;
    expected.push(normalPiece(piece));
  }
  const actual = pieces.map(normalPiece);
  return actual.length === expected.length && actual.every((piece, index) => piece === expected[index]);
}
