/** Makes the settings of a session that was just opened. Where that fails it is closed: nobody else knows of it. */
export async function prepareSession(
  session: { end(): Promise<unknown> },
  makeSettings: () => Promise<void>,
): Promise<void> {
  try {
    await makeSettings();
  } catch (error) {
    await session.end().catch(() => {});
    throw error;
  }
}
