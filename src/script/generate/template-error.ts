import { Script } from "node:vm";
import type { Eta } from "eta";
import { CommandError } from "../../errors/index.ts";
import { errorMessage } from "../../util/error-message.ts";

/** A template's text, and an engine whose compiled form of it notes the line of each tag. */
export interface FailedTemplate {
  readonly path: string;
  readonly text: string;
  readonly names: object;
  readonly tracing: Eta;
}

/** The error of a template that could not be rendered, with its line instead of what Eta had made of it. */
export function templateError(error: unknown, template: FailedTemplate): CommandError {
  const { line, reason } = placeOf(errorMessage(error), template);
  const place = line === null ? template.path : `${template.path}:${line}`;
  return new CommandError(`Template rendering failed: ${place}: ${reason}`, {
    code: "TEMPLATE",
    hint: "Correct the template; its variables are listed in the documentation of script.ts.eta.",
    details: { template: template.path, line },
    cause: error,
  });
}

interface Place {
  readonly line: number | null;
  readonly reason: string;
}

function placeOf(message: string, template: FailedTemplate): Place {
  const tag = /^(.*) at line (\d+) col \d+:\n/.exec(message);
  if (tag !== null) return { line: Number(tag[2]), reason: tag[1] ?? message };
  const syntax = /^Bad template syntax\n\n(.*)\n/.exec(message)?.[1];
  if (syntax !== undefined) return { line: lineOfSyntaxError(template), reason: syntax };
  return { line: lineOfRuntimeError(message, template), reason: message.trim() };
}

/** The compiler of JavaScript tells the line of the compiled form only; the tag before it tells that of the template. */
function lineOfSyntaxError({ tracing, text }: FailedTemplate): number | null {
  const code = tracing.compileToString(text);
  try {
    new Script(`(function (it, options) {${code}\n})`, { filename: "template" });
    return null;
  } catch (error) {
    const line = /^template:(\d+)/.exec(error instanceof Error ? (error.stack ?? "") : "")?.[1];
    const before = code.split("\n").slice(0, Number(line));
    const tag = before.findLast((each) => /^__eta\.line=\d+$/.test(each));
    return tag === undefined ? null : Number(tag.split("=")[1]);
  }
}

function lineOfRuntimeError(message: string, { tracing, text, names }: FailedTemplate): number | null {
  try {
    tracing.renderString(text, names);
  } catch (error) {
    const traced = error instanceof Error ? error.message : "";
    const [, line, reason] = /^line (\d+)\n[\s\S]*?\n\n([\s\S]*)$/.exec(traced) ?? [];
    if (line !== undefined && reason === message) return Number(line);
  }
  return null;
}
