const words = /[\p{L}\p{N}\p{M}_]+/gu;

/**
 * A message as part of a file name: its words joined by `_`, in lower case. A longer one is cut at a word within
 * `limit` characters and ends in `_` (PARITY P-2.10).
 */
export function slugOf(message: string, limit: number): string {
  const slug = (message.match(words) ?? []).join("_").toLowerCase();
  if (slug.length <= limit) return slug;
  const cut = slug.slice(0, limit);
  const lastWord = cut.lastIndexOf("_");
  return `${lastWord === -1 ? cut : cut.slice(0, lastWord)}_`;
}
