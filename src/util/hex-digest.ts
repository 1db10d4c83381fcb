/**
 * The digest of a text's UTF-8 form in hexadecimal digits. `node:crypto` comes in with the first one: loading it takes
 * longer than most commands do, and they need none.
 */
export function hexDigest(algorithm: "md5" | "sha1", text: string): string {
  return process.getBuiltinModule("node:crypto").hash(algorithm, text, "hex");
}
