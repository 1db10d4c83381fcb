/** What stands where a password stood. */
export const passwordMask = "***";

/** A database URL, also a malformed one, with its password replaced by `***`. */
export function maskUrl(text: string): string {
  const authority = text.replace(
    /(:\/\/[^:/?#@\s]*):(?:[^\s]*@(?=[^@\s]*$)|[^@\s/]*@)/,
    (_match, before: string) => `${before}:${passwordMask}@`,
  );
  return authority.replace(/([?&](?:password|sslpassword|pwd)=)[^&\s]*/gi, `$1${passwordMask}`);
}

/** The text with every occurrence of the secrets (also percent-encoded) replaced by `***`. */
export function maskSecrets(text: string, secrets: readonly string[]): string {
  let masked = text;
  for (const secret of secrets) {
    if (secret === "") continue;
    for (const form of new Set([secret, encodeURIComponent(secret)])) {
      masked = masked.replaceAll(form, passwordMask);
    }
  }
  return masked;
}
