import { isDeepStrictEqual } from "node:util";
import { comparableState, type DatabaseState } from "../cli-database.ts";
import type { CliStep, ObservedStep } from "./cli.ts";

/** Says what differs first from what the corpus recorded; `null` when nothing does. */
export function firstDifference(
  recorded: readonly CliStep[],
  observed: readonly ObservedStep[],
  copied: ReadonlySet<string>,
): string | null {
  for (const [index, step] of recorded.entries()) {
    const differences = differencesOf(step, observed[index] ?? {}, copied);
    if (differences.length === 0) continue;
    const what = step.argv === undefined ? `SQL ${step.sql?.join("; ")}` : `alembic ${step.argv.join(" ")}`;
    return `step ${index + 1}: ${what}\n${differences.join("\n")}`;
  }
  return null;
}

function differencesOf(step: CliStep, actual: ObservedStep, copied: ReadonlySet<string>): readonly string[] {
  const differences = [
    databaseDifference("db", step, actual, copied),
    databaseDifference("db_other", step, actual, copied),
  ];
  if (step.argv !== undefined && !succeedsWhereRefused(step, actual)) {
    differences.unshift(...commandDifferences(step, actual));
  }
  return differences.filter((each) => each !== null);
}

/** Format, section 7: two command lines that may work although the original refuses them. */
function succeedsWhereRefused({ argv = [], exit }: CliStep, actual: ObservedStep): boolean {
  if (exit === 0 || actual.exit !== 0) return false;
  const [command, ...rest] = argv;
  const checksHeads = command === "current" && rest.some((each) => /^(-c|--check.*)$/.test(each));
  const countsDown = command === "history" && rest.some((each) => /^(-r=?|--rev-range=)?-\d+:/.test(each));
  return checksHeads || countsDown;
}

/** Format, section 7: a revision with an identifier that exists may be refused. */
function refusesDuplicate({ argv = [] }: CliStep, actual: ObservedStep): boolean {
  return (
    argv.includes("revision") &&
    argv.includes("--rev-id") &&
    actual.exit === 255 &&
    /already exists|more than once/.test(actual.stdout ?? "")
  );
}

function commandDifferences(step: CliStep, actual: ObservedStep): readonly (string | null)[] {
  if (step.exit === 0 && refusesDuplicate(step, actual)) return [];
  return [
    step.exit === actual.exit ? null : difference("exit", step.exit, actual.exit),
    stdoutDifference(step, actual),
    logDifference(step, actual),
  ];
}

function stdoutDifference(step: CliStep, actual: ObservedStep): string | null {
  if (step.stdout_varies === true || step.stdout === undefined) return null;
  const wanted = commonText(step.stdout);
  const got = commonText(actual.stdout ?? "");
  if (step.argv?.includes("--version")) {
    return /^\S+ \d+(\.\d+)+\S*\n$/.test(got) ? null : difference("stdout", wanted, got);
  }
  if (step.argv?.includes("list_templates"))
    return listsTemplates(wanted, got) ? null : difference("stdout", wanted, got);
  if (step.exit !== 0)
    return beginsWith(got, firstWords(step, wanted)) ? null : difference("stdout", wanted, got);
  const same = step.unordered_stdout === true ? sameLines(wanted, got) : wanted === got;
  return same ? null : difference("stdout", wanted, got);
}

function listsTemplates(wanted: string, got: string): boolean {
  const [header] = wanted.split("\n");
  return (
    got.split("\n")[0] === header &&
    /^generic - /m.test(got) &&
    /^multidb - /m.test(got) &&
    /init --template/.test(got)
  );
}

/** A refused command's text may be followed by an explanation; nothing may have been printed instead of nothing. */
function beginsWith(got: string, wanted: string): boolean {
  return wanted.trim() === "" ? got.trim() === "" : got.startsWith(wanted.trimEnd());
}

/** What `check` found is written in Python's notation. */
function firstWords({ argv = [] }: CliStep, text: string): string {
  return argv.includes("check") ? text.replace(/(New upgrade operations detected:)[\s\S]*$/, "$1") : text;
}

function logDifference(step: CliStep, actual: ObservedStep): string | null {
  const wanted = (step.log ?? []).map((line) => firstWords(step, commonLog(line)));
  const got = (actual.log ?? []).map(commonLog);
  const order = (lines: readonly string[]): readonly string[] =>
    step.unordered_log === true ? [...lines].sort() : lines;
  const [left, right] = [order(wanted), order(got)];
  const same =
    left.length === right.length && left.every((line, index) => sameLogLine(line, right[index] ?? "", step));
  return same ? null : difference("log", wanted.join("\n"), got.join("\n"));
}

function sameLogLine(wanted: string, got: string, step: CliStep): boolean {
  return step.exit !== 0 && wanted.startsWith("ERROR ") ? got.startsWith(wanted.trimEnd()) : wanted === got;
}

/** Names of the original's plugins are Python's. */
function commonLog(line: string): string {
  return commonText(line).replace(/(setting up autogenerate plugin ).*/, "$1");
}

/** Leaves out what the format leaves out on both sides. */
function commonText(text: string): string {
  return text
    .replace(/[ \t]+$/gm, "")
    .replace(/\/env\.(?:py|ts)\b/g, "/env")
    .replace(/ RETURNING [^;\n]*\bversion_num(?: INTO :ret_0)?| OUTPUT inserted\.version_num/g, "");
}

function sameLines(wanted: string, got: string): boolean {
  return isDeepStrictEqual(wanted.split("\n").sort(), got.split("\n").sort());
}

function databaseDifference(
  key: "db" | "db_other",
  step: CliStep,
  actual: ObservedStep,
  copied: ReadonlySet<string>,
): string | null {
  const wanted = step[key];
  const got = actual[key];
  if (isDeepStrictEqual(comparable(wanted, copied), comparable(got, copied))) return null;
  const leavesOpen = step.exit !== 0 || step.argv?.includes("check") === true;
  if (leavesOpen && isEmpty(wanted) && isEmpty(got)) return null;
  return difference(key, JSON.stringify(wanted, null, 1), JSON.stringify(got, null, 1));
}

function comparable(state: DatabaseState | undefined, copied: ReadonlySet<string>): unknown {
  return state === undefined ? null : comparableState(state, copied);
}

/** A database with an empty version table, without one, or that was not even created. */
function isEmpty(state: DatabaseState | undefined): boolean {
  if (state === undefined) return true;
  const { versions } = state;
  const rows = versions === null ? [] : Array.isArray(versions) ? versions : Object.values(versions).flat();
  return rows.length === 0 && state.sqlite_master.length === 0;
}

function difference(what: string, wanted: unknown, got: unknown): string {
  return `${what} expected:\n${wanted}\n${what} actual:\n${got}`;
}
