import type { RunObserver } from "../commands/command-options.ts";
import type { TextSink } from "../config/index.ts";
import { StatusLine } from "./status-line.ts";

/** Where the output of a command goes, and its progress where somebody sees it. */
export interface Terminal {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly progress?: Progress | undefined;
}

/** A terminal whose last line shows the progress. */
export function openProgress({ stdout, stderr }: Terminal): Terminal {
  const line = new StatusLine(stderr);
  // What goes into a file does not disturb the line.
  const shared = stdout.columns === undefined ? stdout : line.guard(stdout);
  return { stdout: shared, stderr: line.guard(stderr), progress: new Progress(line) };
}

/** Runs that are over sooner need no progress. */
const firstShownMs = 500;
/** From when on a statement takes long. */
const longStatementMs = 1000;
const repaintMs = 250;

/** Shows how far a run is: which revision of how many, how long it takes, and a statement that takes long. */
export class Progress implements RunObserver {
  readonly #line: StatusLine;
  readonly #now: () => number;
  readonly #begin: number;
  readonly #timer: NodeJS.Timeout;
  #total = 0;
  #started = 0;
  #revision = "";
  #statement: { readonly sql: string; readonly begin: number } | null = null;

  constructor(line: StatusLine, now: () => number = () => performance.now()) {
    this.#line = line;
    this.#now = now;
    this.#begin = now();
    this.#timer = setInterval(() => this.#paint(), repaintMs);
    this.#timer.unref();
  }

  runPlanned({ steps }: Parameters<NonNullable<RunObserver["runPlanned"]>>[0]): void {
    this.#total = this.#started + steps.length;
  }

  stepStarted({ revision, doc }: Parameters<NonNullable<RunObserver["stepStarted"]>>[0]): void {
    this.#started += 1;
    this.#revision = [revision ?? "", doc].join(" ").trim();
    this.#paint();
  }

  statementStarted({ sql }: Parameters<NonNullable<RunObserver["statementStarted"]>>[0]): void {
    this.#statement = { sql, begin: this.#now() };
  }

  statementFinished(): void {
    this.#statement = null;
  }

  /** Removes the line. */
  stop(): void {
    clearInterval(this.#timer);
    this.#line.show("");
  }

  #paint(): void {
    const elapsed = this.#now() - this.#begin;
    if (this.#started > 0 && elapsed >= firstShownMs) this.#line.show(this.#text(elapsed));
  }

  #text(elapsed: number): string {
    const parts = [`revision ${this.#started} of ${this.#total}`, seconds(elapsed), this.#revision];
    const statement = this.#statement;
    if (statement !== null && this.#now() - statement.begin >= longStatementMs) {
      parts.push(
        `${seconds(this.#now() - statement.begin)} in: ${statement.sql.trim().replace(/\s+/g, " ")}`,
      );
    }
    return parts.join("  ");
  }
}

function seconds(milliseconds: number): string {
  const whole = Math.floor(milliseconds / 1000);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
