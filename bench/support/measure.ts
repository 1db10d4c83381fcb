import { spawn } from "node:child_process";

/** A whole process to be timed. */
export interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Puts things back to where they were; not timed. */
  readonly prepare?: (() => Promise<void>) | undefined;
}

/** What one process cost: seconds, and mebibytes of peak memory. */
export interface Cost {
  readonly cpu: number;
  readonly wall: number;
  readonly memory: number;
}

export interface Measurement {
  readonly name: string;
  readonly median: Cost;
  readonly minimum: Cost;
  /** Medians of the ratios to the first contender, round by round. */
  readonly ratio: Pick<Cost, "cpu" | "wall" | "memory">;
}

/**
 * Times the contenders in turn, A B C A B C …, after one round that does not count: the machine's speed drifts, the
 * ratio within a round does not. Throws when a process fails.
 */
export async function measure(
  contenders: readonly Contender[],
  rounds: number,
): Promise<readonly Measurement[]> {
  const costs = new Map<string, Cost[]>(contenders.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const contender of contenders) {
      await contender.prepare?.();
      const cost = await timeProcess(contender);
      if (round >= 0) costs.get(contender.name)?.push(cost);
    }
  }
  const base = costs.get(contenders[0]?.name ?? "") ?? [];
  return contenders.map(({ name }) => summarise(name, costs.get(name) ?? [], base));
}

function summarise(name: string, own: readonly Cost[], base: readonly Cost[]): Measurement {
  const over = (pick: (cost: Cost) => number): number =>
    median(own.map((cost, round) => pick(cost) / pick(base[round] ?? cost)));
  const each = (reduce: (values: readonly number[]) => number): Cost => ({
    cpu: reduce(own.map((cost) => cost.cpu)),
    wall: reduce(own.map((cost) => cost.wall)),
    memory: reduce(own.map((cost) => cost.memory)),
  });
  return {
    name,
    median: each(median),
    minimum: each((values) => Math.min(...values)),
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
async function timeProcess({ name, command, cwd, env }: Contender): Promise<Cost> {
  const started = spawn("python3", ["-c", rusageWrapper, ...command], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  started.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const status = await new Promise((done, fail) => started.once("error", fail).once("close", done));
  const match = /rusage (\S+) (\S+) (\S+) (\S+)/.exec(errors);
  if (status !== 0 || match === null) throw new Error(`${name}: exit status ${status}\n${errors}`);
  const [, user, system, wall, kibibytes] = match.map(Number);
  return { cpu: (user ?? 0) + (system ?? 0), wall: wall ?? 0, memory: (kibibytes ?? 0) / 1024 };
}

/** Reports what a child process used, as wait4 tells it. */
const rusageWrapper = `
import os, sys, time
begin = time.perf_counter()
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(pid, 0)
print("rusage", usage.ru_utime, usage.ru_stime, time.perf_counter() - begin, usage.ru_maxrss, file=sys.stderr)
sys.exit(os.waitstatus_to_exitcode(status))
`;
