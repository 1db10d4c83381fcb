import { describe, expect, test } from "vitest";
import { CallSite } from "../../../src/runtime/call-site.ts";
import { runInScope } from "../../../src/runtime/current-scope.ts";
import { OpQueue } from "../../../src/runtime/op-queue.ts";
import { runBlock } from "../../../src/runtime/operations-host.ts";

/** A queue with a small `op` that writes down what ran. */
function recorder(parent: OpQueue | null = null) {
  const ran: string[] = [];
  const queue = new OpQueue({ owner: "upgrade() of revision ab12", parent, context: ran });
  const op = (name: string, work: () => unknown = () => undefined) =>
    queue.add({
      operation: `op.${name}`,
      site: new CallSite(op),
      run: async () => {
        await null;
        const value = await work();
        ran.push(name);
        return value;
      },
    });
  return { queue, op, ran };
}

const boom = (): never => {
  throw new Error("boom");
};

describe("an operation", () => {
  test("runs in the order in which it was called, awaited or not", async () => {
    const { queue, op, ran } = recorder();
    await runBlock(queue, async () => {
      op("a");
      await op("b");
      op("c");
      await Promise.all([op("d"), op("e")]);
      op("f");
    });
    expect(ran).toEqual(["a", "b", "c", "d", "e", "f"]);
  });

  test("gives its result to whoever awaits it, also late", async () => {
    const { queue, op } = recorder();
    const result = op("a", () => 42);
    await queue.flush();
    expect(await result).toBe(42);
    expect(await result).toBe(42);
  });

  test("is no promise, so that a forgotten await cannot become an unhandled rejection", async () => {
    const { queue, op } = recorder();
    const result = op("a", boom);
    expect(result).not.toBeInstanceOf(Promise);
    await expect(queue.flush()).rejects.toThrow("boom");
  });

  test("that fails unawaited ends the migration; what was called behind it is not run", async () => {
    const { queue, op, ran } = recorder();
    const run = runBlock(queue, () => {
      op("a");
      op("b", boom);
      op("c");
    });
    await expect(run).rejects.toThrow("boom");
    expect(ran).toEqual(["a"]);
    expect(queue.records.map(({ state }) => state)).toEqual(["done", "failed", "not run"]);
  });

  test("that fails awaited can be caught, and the migration goes on", async () => {
    const { queue, op, ran } = recorder();
    await runBlock(queue, async () => {
      await op("a", boom).catch(() => "caught");
      try {
        await op("b", boom);
      } catch {
        op("c");
      }
    });
    expect(ran).toEqual(["c"]);
  });

  test.each<readonly [string, (result: ReturnType<ReturnType<typeof recorder>["op"]>) => unknown]>([
    ["then(next)", (result) => result.then(() => undefined)],
    ["finally(next)", (result) => result.finally(() => undefined)],
    ["then(next).finally(next)", (result) => result.then(() => 1).finally(() => undefined)],
  ])(
    "whose error %s does not take ends the migration, and is no unhandled rejection",
    async (_how, follow) => {
      const { queue, op, ran } = recorder();
      const unhandled: unknown[] = [];
      const listener = (reason: unknown): unknown => unhandled.push(reason);
      process.on("unhandledRejection", listener);
      const run = runBlock(queue, () => {
        void follow(op("a", boom));
        op("b");
      });
      await expect(run).rejects.toThrow("boom");
      await new Promise((resolve) => setTimeout(resolve, 10));
      process.off("unhandledRejection", listener);
      expect([ran, unhandled]).toEqual([[], []]);
    },
  );

  test.each<
    readonly [string, (result: ReturnType<ReturnType<typeof recorder>["op"]>) => PromiseLike<unknown>]
  >([
    ["awaiting then(next)", (result) => result.then(() => undefined)],
    ["awaiting finally(next)", (result) => result.finally(() => undefined)],
    ["then(next).catch(handler)", (result) => result.then(() => undefined).catch(boom)],
    ["Promise.all of then(next)", (result) => Promise.all([result.then(() => undefined)])],
  ])("whose error %s takes can be caught, and the migration goes on", async (_how, follow) => {
    const { queue, op, ran } = recorder();
    await runBlock(queue, async () => {
      await expect(follow(op("a", boom))).rejects.toThrow("boom");
      op("b");
    });
    expect(ran).toEqual(["b"]);
  });

  test("that is returned unawaited from the migration is awaited by it", async () => {
    const { queue, op } = recorder();
    await expect(runBlock(queue, async () => op("a", () => "value"))).resolves.toBe("value");
  });

  test("that is called behind the end throws, naming the missing await", async () => {
    const { queue, op } = recorder();
    await runBlock(queue, () => undefined);
    expect(() => op("late")).toThrow(
      /^op\.late\(\) was called after upgrade\(\) of revision ab12 had finished \(.*op-queue\.test\.ts:\d+:\d+\): a promise inside it was not awaited\.$/,
    );
  });

  test("of a promise that was forgotten, but called at once, still belongs to the migration", async () => {
    const { queue, op, ran } = recorder();
    const helper = async (): Promise<void> => {
      await null;
      op("from helper");
    };
    await runBlock(queue, () => {
      void helper();
    });
    expect(ran).toEqual(["from helper"]);
  });
});

describe("a migration that throws", () => {
  test("runs nothing that was still queued", async () => {
    const { queue, op, ran } = recorder();
    const run = runBlock(queue, () => {
      op("a");
      throw new TypeError("od is not defined");
    });
    await expect(run).rejects.toThrow("od is not defined");
    expect(ran).toEqual([]);
  });

  test("because an earlier operation failed unawaited reports that one", async () => {
    const { queue, op } = recorder();
    const run = runBlock(queue, async () => {
      op("a", boom);
      await new Promise((resolve) => setTimeout(resolve, 10));
      throw new TypeError("a consequence");
    });
    await expect(run).rejects.toThrow("boom");
  });
});

describe("a block", () => {
  const block = (outer: ReturnType<typeof recorder>, inside: (op: (name: string) => unknown) => unknown) => {
    const child = new OpQueue({ owner: "the callback", parent: outer.queue });
    const op = (name: string) =>
      child.add({ operation: `op.${name}`, site: null, run: async () => void outer.ran.push(name) });
    return outer.queue.add({
      operation: "op.block",
      site: null,
      run: async () => {
        await runBlock(child, () => inside(op));
        outer.ran.push("end of block");
      },
    });
  };

  test("runs at its turn, and what is called in it, also after an await, runs inside", async () => {
    const outer = recorder();
    await runBlock(outer.queue, () => {
      outer.op("before");
      block(outer, async (op) => {
        await op("one");
        await new Promise((resolve) => setTimeout(resolve, 5));
        op("two");
      });
      outer.op("after");
    });
    expect(outer.ran).toEqual(["before", "one", "two", "end of block", "after"]);
  });

  test("that waits for what runs only behind it is refused instead of hanging", async () => {
    const outer = recorder();
    const holder: { later?: PromiseLike<unknown> } = {};
    const run = runBlock(outer.queue, () => {
      block(outer, async () => {
        await holder.later;
      });
      holder.later = outer.op("later");
    });
    await expect(run).rejects.toThrow("is awaited inside a block that began before it");
  });

  test("that is open gets the operations of code whose context is lost", async () => {
    const outer = recorder();
    const child = new OpQueue({ owner: "the callback", parent: outer.queue });
    await outer.queue.add({
      operation: "op.block",
      site: null,
      run: () => runBlock(child, () => expect(outer.queue.innermost).toBe(child)),
    });
    expect(outer.queue.innermost).toBe(outer.queue);
  });
});

test("two migrations at once do not mix", async () => {
  const one = recorder();
  const two = recorder();
  await Promise.all(
    [one, two].map(({ queue, op }) =>
      runInScope({ queue }, () =>
        runBlock(queue, async () => {
          for (const name of ["a", "b", "c"]) await op(name);
        }),
      ),
    ),
  );
  expect([one.ran, two.ran]).toEqual([
    ["a", "b", "c"],
    ["a", "b", "c"],
  ]);
});

test("a hundred thousand operations take time in proportion", async () => {
  const { queue, op, ran } = recorder();
  const time = async (count: number): Promise<number> => {
    const began = performance.now();
    for (let index = 0; index < count; index += 1) op("a");
    await queue.flush();
    return (performance.now() - began) / count;
  };
  await time(2000);
  const few = await time(10_000);
  const many = await time(100_000);
  expect(ran).toHaveLength(112_000);
  expect(many).toBeLessThan(few * 5);
});

test("the place of a call is the user's line, seen through helpers to the revision", () => {
  const helper = (): CallSite => new CallSite(helper);
  const place = helper().describe(import.meta.filename);
  expect(place).toMatch(/op-queue\.test\.ts:\d+:\d+$/);
});
