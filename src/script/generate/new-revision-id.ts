const revisionIdLength = 12;

/** A fresh identifier: the last twelve hex digits of a random UUID. */
export function newRevisionId(): string {
  return crypto.randomUUID().replaceAll("-", "").slice(-revisionIdLength);
}
