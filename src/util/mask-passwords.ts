const mask = "***";
const secretNames = "\\w*pass\\w*|p\\w*w\\w*d|\\w*secret\\w*|\\w*token\\w*|api_?key";
const secretName = new RegExp(`^(?:${secretNames})$`, "i");

/** In a text, a password ends with the word; one that holds a blank or a quote ends with the line's next `@`. */
const userPart = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/'"[]*:)(?:[^\s'"]*|(?!\s|\d{1,5}(?:\W|$))[^\n]*?)(?=@)/gi;
const queryPart = new RegExp(`([?&](?:${secretNames})=)(?!\\*{3})[^&\\s'"]*`, "gi");

/** URLs that cannot be told from the text around them, with what is shown of them. */
const unusualUrls = new Map<string, string>();

/**
 * Replaces the password of every URL in a text by `***`, in `scheme://user:…@host` and in `?password=…`.
 * Everything printed goes through it, so that no output carries a credential.
 */
export function maskPasswords(text: string): string {
  let masked = text;
  for (const [url, shown] of unusualUrls) masked = masked.replaceAll(url, shown);
  return maskUsual(masked);
}

function maskUsual(text: string): string {
  return text.includes("://") ? text.replace(userPart, `$1${mask}`).replace(queryPart, `$1${mask}`) : text;
}

/** Makes {@link maskPasswords} find the password of this database URL in any text, whatever characters it holds. */
export function rememberUrl(url: string): void {
  const shown = maskUrl(url);
  if (maskUsual(url) !== shown) unusualUrls.set(url, shown);
}

const urlQueryPart = new RegExp(`([?&](?:${secretNames})=)[^&]*`, "gi");

/**
 * A database URL as it may be shown, also one that cannot be read: passwords may hold anything, so that nothing is shown
 * between the first colon and the last `@`, and of what is no URL at most what stands in front of its colon.
 */
export function maskUrl(url: string): string {
  const [, scheme = "", rest] = /^(\w[\w.+-]*:\/\/|file:)(.*)$/s.exec(url.trim()) ?? [];
  if (rest === undefined) return maskUnreadable(url);
  return (
    scheme +
    rest
      .replace(/^([^:]*:)(?![\\/]).*(?=@)/s, `$1${mask}`)
      // Without an `@` what follows the host is a port, or a password whose host was forgotten.
      .replace(/^([^:/@[]*:)(?!\d{1,5}(?:[/?]|$))[^@]*$/, `$1${mask}`)
      .replace(urlQueryPart, `$1${mask}`)
  );
}

function maskUnreadable(text: string): string {
  if (!/[:@=\s]/.test(text)) return text;
  return `${/^[a-z][\w.+-]*:/i.exec(text)?.[0] ?? ""}${mask}`;
}

/** Whether an option of a URL holds a credential, also when its name is misspelt. */
export function isSecretOption(name: string): boolean {
  return secretName.test(name);
}
