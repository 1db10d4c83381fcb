/**
 * Runs a function, and cleans up behind it whatever became of it. Where both fail the function's error is thrown: that of
 * the clean-up mostly follows from it, and tells less.
 */
export async function withCleanUp<T>(
  run: () => T | PromiseLike<T>,
  cleanUp: () => Promise<unknown>,
): Promise<T> {
  let result: T;
  try {
    result = await run();
  } catch (error) {
    await cleanUp().catch(() => {});
    throw error;
  }
  await cleanUp();
  return result;
}
