/** What stands where a password stood. */
export const passwordMask = "***";

const shortestRecognisable = 4;

/**
 * The text with every occurrence of the secrets (also percent-encoded) replaced by `***`. A secret that is too short to
 * be told from ordinary text, or that is an ordinary word such as the user's name, is replaced only in `:secret@`.
 */
export function maskSecrets(
  text: string,
  secrets: readonly string[],
  ordinary: readonly string[] = [],
): string {
  let masked = text;
  for (const secret of secrets) {
    if (secret === "") continue;
    const isOrdinary = secret.length < shortestRecognisable || ordinary.includes(secret);
    for (const form of new Set([secret, encodeURIComponent(secret)])) {
      masked = isOrdinary
        ? masked.replaceAll(`:${form}@`, `:${passwordMask}@`)
        : masked.replaceAll(form, passwordMask);
    }
  }
  return masked;
}
