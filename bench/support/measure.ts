import { spawn } from "node:child_process";

/** A whole process to be timed. */
export interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** What it has to end with. Default: 0. */
  readonly exitStatus?: number | undefined;
  /** What it has to print. */
  readonly output?: RegExp | undefined;
  /** Seconds after which it is stopped; it is not started again then, and what it had used stands for all rounds. */
  readonly stopAfter?: number | undefined;
  /** Puts things back to where they were; not timed. */
  readonly prepare?: (() => Promise<void>) | undefined;
}

/** What one process cost: seconds, and mebibytes of peak memory. */
export interface Cost {
  readonly cpu: number;
  readonly wall: number;
  readonly memory: number;
  /** It was stopped: it would have cost more. */
  readonly stopped: boolean;
}

export interface Measurement {
  readonly name: string;
  readonly median: Figures;
  readonly minimum: Figures;
  readonly stopped: boolean;
  /** Medians of the ratios to the first contender, round by round. */
  readonly ratio: Figures;
}

type Figures = Omit<Cost, "stopped">;

/**
 * Times the contenders in turn, A B C A B C …, after one round that does not count: the machine's speed drifts, the
 * ratio within a round does not. Throws when a process fails.
 */
export async function measure(
  contenders: readonly Contender[],
  rounds: number,
): Promise<readonly Measurement[]> {
  const costs = new Map<string, Cost[]>(contenders.map(({ name }) => [name, []]));
  const stopped = new Map<Contender, Cost>();
  for (let round = -1; round < rounds; round += 1) {
    for (const contender of contenders) {
      const cost = stopped.get(contender) ?? (await timeProcess(contender));
      if (cost.stopped) stopped.set(contender, cost);
      if (round >= 0) costs.get(contender.name)?.push(cost);
    }
  }
  const base = costs.get(contenders[0]?.name ?? "") ?? [];
  return contenders.map(({ name }) => summarise(name, costs.get(name) ?? [], base));
}

function summarise(name: string, own: readonly Cost[], base: readonly Cost[]): Measurement {
  const over = (pick: (cost: Cost) => number): number =>
    median(own.map((cost, round) => pick(cost) / pick(base[round] ?? cost)));
  const each = (reduce: (values: readonly number[]) => number): Figures => ({
    cpu: reduce(own.map((cost) => cost.cpu)),
    wall: reduce(own.map((cost) => cost.wall)),
    memory: reduce(own.map((cost) => cost.memory)),
  });
  return {
    name,
    median: each(median),
    minimum: each((values) => Math.min(...values)),
    stopped: own.some(({ stopped }) => stopped),
    ratio: { cpu: over((c) => c.cpu), wall: over((c) => c.wall), memory: over((c) => c.memory) },
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}

/** Runs one process to its end; the figures are the operating system's own accounting of it. */
async function timeProcess(contender: Contender): Promise<Cost> {
  const { name, command, cwd, env, exitStatus = 0, output, stopAfter = 0 } = contender;
  await contender.prepare?.();
  const started = spawn("python3", ["-c", rusageWrapper, String(stopAfter), ...command], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  started.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  let errors = "";
  started.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  await new Promise((done, fail) => started.once("error", fail).once("close", done));
  const match = /rusage (\S+) (\S+) (\S+) (\S+) (\S+)/.exec(errors);
  if (match === null) throw new Error(`${name} could not be started.\n${errors}`);
  const [, user = 0, system = 0, wall = 0, kibibytes = 0, status = 0] = match.map(Number);
  const stopped = stopAfter > 0 && status === -9 && wall >= stopAfter;
  if (!stopped && status !== exitStatus) throw new Error(`${name}: exit status ${status}\n${errors}`);
  if (!stopped && output?.test(printed) === false) throw new Error(`${name} printed:\n${printed}`);
  return { cpu: user + system, wall, memory: kibibytes / 1024, stopped };
}

/**
 * Reports what a child process used, as wait4 tells it, and how it ended. One that may be stopped has a process group
 * of its own, so that what it started ends with it.
 */
const rusageWrapper = `
import os, signal, sys, time
limit = float(sys.argv[1])
group = {"setpgroup": 0} if limit else {}
begin = time.perf_counter()
pid = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ, **group)
signal.signal(signal.SIGALRM, lambda *_: os.killpg(pid, signal.SIGKILL))
signal.setitimer(signal.ITIMER_REAL, limit)
_, status, usage = os.wait4(pid, 0)
wall = time.perf_counter() - begin
print("rusage", usage.ru_utime, usage.ru_stime, wall, usage.ru_maxrss, os.waitstatus_to_exitcode(status), file=sys.stderr)
`;
