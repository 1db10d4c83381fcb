/** Commands that read whole schemas. */
const readers: ReadonlySet<string> = new Set(["check", "pull", "revision"]);

/** The last version of Node that was tried: a later one may not know the flag, and would say so. */
const lastTried = 26;

/**
 * Keeps V8 from doubling its young generation whenever much of it survives, as tables that were read all do. For 5,000
 * tables that saves a third of the memory, and the time is the same but for a few hundredths (`bench/README.md`).
 */
export async function keepYoungGenerationSmall(argv: readonly string[]): Promise<void> {
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (major > lastTried || !argv.some((argument) => readers.has(argument))) return;
  const { setFlagsFromString } = await import("node:v8");
  setFlagsFromString("--semi-space-growth-factor=1");
}
