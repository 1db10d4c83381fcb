import { AlembicError } from "../errors/index.ts";
import type { CallSite } from "./call-site.ts";
import { currentScope } from "./current-scope.ts";
import { QueuedResult } from "./queued-result.ts";

export type JobState = "queued" | "running" | "done" | "failed" | "not run";

/** One call of the user's code that waits for its turn. */
export interface Job<T> {
  /** `op.createTable`. */
  readonly operation: string;
  readonly site: CallSite | null;
  run(): T | PromiseLike<T>;
}

/** A job and how far it is. */
export interface JobRecord {
  readonly operation: string;
  readonly site: CallSite | null;
  state: JobState;
  /** What it failed with, as the user sees it. */
  failure?: unknown;
  /** The places that its statements have in the record of the run: from the first one up to, without, the second. */
  places: readonly [from: number, to: number];
}

interface Entry {
  readonly record: JobRecord;
  run(): Promise<void>;
  discard(reason: unknown): void;
}

export interface OpQueueOptions {
  /** What the queue belongs to, for messages: `upgrade() of revision 1975ea83b712`. */
  readonly owner: string;
  /** The context whose operations these are; a block's is its parent's. */
  readonly context?: object | undefined;
  /** The queue whose running job this one belongs to. */
  readonly parent?: OpQueue | null | undefined;
  /** Ends the wait for the user's code; a block's is its parent's. */
  readonly signal?: AbortSignal | null | undefined;
  /** Makes the error that the user sees. */
  readonly describeFailure?: ((error: unknown, job: JobRecord) => unknown) | undefined;
  /** Throws when nothing more may run; a block's is its parent's. */
  readonly beforeJob?: ((job: JobRecord) => void) | undefined;
  /** Called behind each job for which `beforeJob` was called; a block's is its parent's. */
  readonly afterJob?: ((job: JobRecord) => void) | undefined;
  /** Hears of calls that came after the end; a block's is its parent's. */
  readonly onLateCall?: ((error: AlembicError) => void) | undefined;
}

/**
 * Runs jobs one after another in the order in which they were called, awaited or not. An error that is awaited goes to
 * the user's code, which may go on; the first one that nobody awaits ends the queue, and the rest is not run.
 *
 * A block's callback has a queue of its own, the block's job being the parent's running one: what the callback queues
 * runs inside the block.
 */
export class OpQueue {
  readonly parent: OpQueue | null;
  /** Every job so far, in order. */
  readonly records: JobRecord[] = [];
  readonly #options: OpQueueOptions;
  #inner: OpQueue | null = null;
  #entries: Entry[] = [];
  #head = 0;
  #running: Promise<void> | null = null;
  #failure: { readonly error: unknown } | null = null;
  #closed = false;

  constructor(options: OpQueueOptions) {
    const { parent = null } = options;
    this.#options = parent === null ? options : { ...parent.#options, ...options };
    this.parent = parent;
  }

  /** Queues a job. Throws NO_CONTEXT when the queue is closed: the caller runs behind a missing `await`. */
  add<T>(job: Job<T>): QueuedResult<T> {
    if (this.#closed) throw this.#lateCall(job);
    const result = new QueuedResult<T>(() => this.#refusal(job));
    const record = recordOf(job);
    this.records.push(record);
    this.#entries.push({
      record,
      run: () => this.#run(job, record, result),
      discard: (reason) => {
        record.state = "not run";
        result.reject(reason);
      },
    });
    this.#running ??= this.#pump();
    return result;
  }

  /** Waits until everything queued so far, and what that queued, has run. Rejects with the first unawaited error. */
  async flush(): Promise<void> {
    while (this.#running !== null) await this.#running;
    if (this.#failure !== null) throw this.#failure.error;
  }

  /**
   * Runs nothing more and waits for the job that is running. Gives the error that ended the queue first: an unawaited
   * one that was there already, or the given one.
   */
  async abandon(error: unknown): Promise<unknown> {
    this.#failure ??= { error };
    while (this.#running !== null) await this.#running;
    return this.#failure.error;
  }

  get context(): object | undefined {
    return this.#options.context;
  }

  /** What the outermost queue around this one belongs to. */
  get owner(): string {
    return this.parent?.owner ?? this.#options.owner;
  }

  get signal(): AbortSignal | null {
    return this.#options.signal ?? null;
  }

  /** Makes this the queue of its parent's running job. */
  open(): void {
    if (this.parent !== null) this.parent.#inner = this;
  }

  /** Ends the queue; later calls throw. */
  close(): void {
    this.#closed = true;
    if (this.parent !== null && this.parent.#inner === this) this.parent.#inner = null;
  }

  /** The queue of the block that is running, or of the block in it; this one when no block is running. */
  get innermost(): OpQueue {
    return this.#inner?.innermost ?? this;
  }

  // The pump starts with two turns of the microtask queue: `#running` must be set before it can end, and an `await` of
  // the caller's must have been noticed before the first job can fail.
  async #pump(): Promise<void> {
    await null;
    await null;
    for (let entry = this.#next(); entry !== undefined; entry = this.#next()) {
      if (this.#failure === null) await entry.run();
      else entry.discard(this.#failure.error);
    }
    this.#entries = [];
    this.#head = 0;
    this.#running = null;
  }

  #next(): Entry | undefined {
    const entry = this.#entries[this.#head];
    this.#head += 1;
    if (this.#head > compactAfter && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
    return entry;
  }

  async #run<T>(job: Job<T>, record: JobRecord, result: QueuedResult<T>): Promise<void> {
    try {
      this.#options.beforeJob?.(record);
      record.state = "running";
      const value = await job.run();
      record.state = "done";
      result.resolve(value);
    } catch (error) {
      record.state = record.state === "running" ? "failed" : "not run";
      const described = this.#options.describeFailure?.(error, record) ?? error;
      record.failure = described;
      if (!result.isAwaited) this.#failure ??= { error: described };
      result.reject(described);
    } finally {
      this.#options.afterJob?.(record);
    }
  }

  /** Why code of a block cannot wait for a job that runs only after the block. */
  #refusal(job: Job<unknown>): AlembicError | undefined {
    for (let queue = currentScope()?.queue?.parent ?? null; queue !== null; queue = queue.parent) {
      if (queue !== this) continue;
      return new AlembicError(
        `${job.operation}() is awaited inside a block that began before it, and runs only when the block has ended.`,
        {
          code: "OPERATION",
          hint: "Await it after the block, or call it inside the block.",
          details: { at: job.site?.describe() },
        },
      );
    }
    return undefined;
  }

  #lateCall(job: Job<unknown>): AlembicError {
    const place = job.site?.describe() ?? null;
    this.records.push({ ...recordOf(job), state: "failed" });
    const error = new AlembicError(
      `${job.operation}() was called after ${this.#options.owner} had finished${place === null ? "" : ` (${place})`}: a promise inside it was not awaited.`,
      {
        code: "NO_CONTEXT",
        hint: "Await every asynchronous call in upgrade() and downgrade().",
        details: { operation: job.operation, at: place },
      },
    );
    this.#options.onLateCall?.(error);
    return error;
  }
}

const compactAfter = 1024;

function recordOf({ operation, site }: Job<unknown>): JobRecord {
  return { operation, site, state: "queued", places: [0, 0] };
}
