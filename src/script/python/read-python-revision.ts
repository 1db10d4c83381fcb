import { CommandError } from "../../errors/index.ts";
import { messageOf } from "../doc-comment.ts";
import { PythonLiterals, type PythonValue } from "./python-literals.ts";
import { topLevelStatements } from "./python-statements.ts";

/** A revision file of Python's Alembic, as far as it can be read without Python. */
export interface PythonRevision {
  readonly path: string;
  readonly revision: string;
  readonly downRevision: PythonValue;
  readonly branchLabels: PythonValue;
  readonly dependsOn: PythonValue;
  /** The docstring up to the lines that Alembic adds. */
  readonly message: string;
  /** The first paragraph of the message. */
  readonly doc: string;
  /** As Alembic wrote it; empty where it did not. */
  readonly createDate: string;
  /** The source of the bodies; empty where they do nothing. */
  readonly upgrade: string;
  readonly downgrade: string;
}

const assignment = /(revision|down_revision|branch_labels|depends_on)[ \t]*(?::[^=\n]*)?=(?!=)/y;
const functionHead = /def[ \t]+(upgrade|downgrade)[ \t]*\(/y;

/**
 * Reads the identifiers, the message and the bodies of a Python revision. Null for a file that states no revision.
 * Throws CommandError (code REVISION_FILE) when an identifier is not written as a literal.
 */
export function readPythonRevision(path: string, text: string): PythonRevision | null {
  // Python itself reads every line end as this one.
  const source = text.replace(/\r\n?/g, "\n");
  const values = new Map<string, PythonValue>();
  const bodies = new Map<string, string>();
  const statements = topLevelStatements(source);
  for (const { start, end } of statements) {
    const name = matchAt(assignment, source, start)?.[1];
    if (name !== undefined) values.set(name, literalAt(path, name, source, assignment.lastIndex));
    const defined = matchAt(functionHead, source, start)?.[1];
    if (defined !== undefined) bodies.set(defined, functionBody(source.slice(start, end)));
  }
  const revision = values.get("revision");
  if (typeof revision !== "string") return null;
  const docstring = new PythonLiterals(source, statements[0]?.start ?? 0).string() ?? "";
  const message = docstring.split(/^\s*Revision ID:/m, 1)[0]?.trim() ?? "";
  return {
    path,
    revision,
    downRevision: values.get("down_revision") ?? null,
    branchLabels: values.get("branch_labels") ?? null,
    dependsOn: values.get("depends_on") ?? null,
    message,
    doc: messageOf(message),
    createDate: /^\s*Create Date:[ \t]*(.*?)\s*$/m.exec(docstring)?.[1] ?? "",
    upgrade: bodies.get("upgrade") ?? "",
    downgrade: bodies.get("downgrade") ?? "",
  };
}

function literalAt(path: string, name: string, source: string, position: number): PythonValue {
  const value = new PythonLiterals(source, position).value();
  if (value !== undefined) return value;
  throw new CommandError(`${path}: the value of '${name}' is no plain literal`, {
    code: "REVISION_FILE",
    hint: "Write it as a string, None, or a tuple of strings.",
    details: { path, name },
  });
}

/** The lines below `def …:`, without their common indentation; empty where nothing is done in them. */
function functionBody(definition: string): string {
  const head = /^def[\s\S]*?\)[^:\n]*:/.exec(definition)?.[0] ?? "";
  const lines = definition
    .slice(head.length)
    .split(/\r?\n/)
    .map((line) => line.trimEnd());
  const indents = lines.filter((line) => /^\s+\S/.test(line)).map((line) => line.search(/\S/));
  const indent = Math.min(...indents, Number.MAX_SAFE_INTEGER);
  const body = lines
    .map((line) => (line.search(/\S/) >= indent ? line.slice(indent) : line.trimStart()))
    .join("\n")
    .trim();
  return doesNothing(body) ? "" : body;
}

function doesNothing(body: string): boolean {
  const literals = new PythonLiterals(body);
  literals.skipBlank();
  literals.string();
  const rest = body.slice(literals.position).replace(/#[^\n]*/g, "");
  return /^(?:\s|;|pass\b|\.\.\.|return\b)*$/.test(rest);
}

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}
