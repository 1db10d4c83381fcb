import { isDeepStrictEqual } from "node:util";
import { isAlembicError } from "../../../src/index.ts";
import type { CaseOutcome, ConformanceCase } from "../case.ts";
import { isObject, type NeutralObject } from "../neutral-names.ts";
import type { NeutralOperation } from "../neutral-operations.ts";
import { type OfflineScript, writeScript } from "../offline-script.ts";
import { allowedError, allowedScript } from "./ddl-allowances.ts";

/** What the format says about a case of this family. */
export interface DdlCase extends ConformanceCase {
  readonly dialect: string;
  readonly opts?: NeutralObject;
  readonly ops: readonly NeutralOperation[];
  readonly expected: readonly string[];
  readonly expected_error?: { readonly class: string; readonly contains: string };
  readonly warnings?: readonly { readonly class: string; readonly contains: string }[];
  readonly unordered_lines?: boolean;
  readonly server_refuses?: string;
}

/** Writes the operations of a case as an offline script and compares it piece by piece. */
export async function runDdlCase(input: ConformanceCase): Promise<CaseOutcome> {
  // The runner hands over parsed JSON; the format of this family fixes its keys.
  const testCase = input as DdlCase;
  const script = await writeScript(testCase);
  const actual = {
    expected: script.pieces,
    ...(script.error === null ? {} : { expected_error: describeError(script.error) }),
  };
  return agrees(testCase, script) ? { actual } : { actual, failure: explain(testCase, script) };
}

function agrees(testCase: DdlCase, script: OfflineScript): boolean {
  if (script.error !== null && !isAlembicError(script.error)) return false;
  if (script.error !== null) return errorAgrees(testCase, script) || allowedError(testCase);
  if (testCase.expected_error !== undefined) return allowedScript(testCase, script.pieces);
  return samePieces(testCase, script.pieces) || allowedScript(testCase, script.pieces);
}

/** The recorded error, behind the recorded statements. */
function errorAgrees(testCase: DdlCase, { error, pieces }: OfflineScript): boolean {
  const expected = testCase.expected_error;
  return expected !== undefined && textOf(error).includes(expected.contains) && samePieces(testCase, pieces);
}

function samePieces(testCase: DdlCase, pieces: readonly string[]): boolean {
  const expected = testCase.expected.map(normalPiece);
  const actual = pieces.map(normalPiece);
  return isDeepStrictEqual(
    testCase.unordered_lines ? expected.map(lines) : expected,
    testCase.unordered_lines ? actual.map(lines) : actual,
  );
}

/** Without blanks at line ends, tabs as four blanks, one `;` where a user's own statement brought its own. */
export function normalPiece(text: string): string {
  return text.replaceAll("\t", "    ").replace(/[ ]+$/gm, "").replace(/;+$/, ";").trim();
}

function lines(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.replace(/,$/, ""))
    .sort();
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function describeError(error: unknown): NeutralObject {
  return { class: error instanceof Error ? error.name : typeof error, message: textOf(error) };
}

function explain(testCase: DdlCase, script: OfflineScript): string {
  const wanted = [
    ...testCase.expected,
    ...(testCase.expected_error ? [`ERROR ${testCase.expected_error.contains}`] : []),
  ];
  const stack = script.error instanceof Error && !isObject(script.error) ? script.error.stack : undefined;
  const got = [...script.pieces, ...(script.error === null ? [] : [`ERROR ${textOf(script.error)}`])];
  return `${testCase.title}\nexpected:\n${wanted.join("\n")}\nactual:\n${got.join("\n")}${stack === undefined ? "" : `\n${stack}`}`;
}
