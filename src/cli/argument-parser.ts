import { ArgumentParser, type ArgumentParserOptions } from "argparse";
import type { TextSink } from "../config/index.ts";
import { CommandLineExit } from "./command-line-exit.ts";

/** Parts of argparse that its types leave out; Python documents the behaviour that they implement. */
interface ParserInternals {
  _get_option_tuples(
    optionString: string,
  ): readonly (readonly [action: unknown, name: string, value?: string])[];
}

/**
 * argparse that writes to given sinks and ends by exception instead of ending the process. Two rules differ from
 * Python's: what begins with a minus and a digit is always a value (`-r -3:current`), and an abbreviation that only
 * one of the original's options has is never made ambiguous by an option of our own.
 */
export class ProgramParser extends ArgumentParser {
  readonly #stdout: TextSink;
  readonly #stderr: TextSink;
  readonly #ownOptions = new Set<string>();
  // argparse reads this property; its types do not list it.
  readonly _negative_number_matcher: RegExp = /^-\.?\d/;

  constructor(options: ArgumentParserOptions, stdout: TextSink, stderr: TextSink) {
    super(options);
    this.#stdout = stdout;
    this.#stderr = stderr;
  }

  /** Marks an option as ours, so that it gives way to the original's in abbreviations. */
  markOwn(names: readonly string[]): void {
    for (const name of names) this.#ownOptions.add(name);
  }

  override print_help(): void {
    this.#stdout.write(this.format_help());
  }

  override exit(status = 0): never {
    throw new CommandLineExit(status);
  }

  override error(problem: string | Error): never {
    const text = problem instanceof Error ? problem.message : problem;
    this.#stderr.write(`${this.format_usage()}${this.programName}: error: ${text}\n`);
    throw new CommandLineExit(2);
  }

  get programName(): string {
    // argparse keeps the name in `prog`, which its types do not list.
    return String((this as unknown as { readonly prog: string }).prog);
  }

  _get_option_tuples(optionString: string): ReturnType<ParserInternals["_get_option_tuples"]> {
    // The method exists at run time; the types of argparse leave it out.
    const inherited = ArgumentParser.prototype as unknown as ParserInternals;
    const candidates = inherited._get_option_tuples.call(this, optionString);
    const original = candidates.filter(([, name]) => !this.#ownOptions.has(name));
    return original.length > 0 ? original : candidates;
  }
}
