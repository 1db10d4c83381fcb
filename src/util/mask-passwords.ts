const userPart = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@'"]*:)[^\s'"]*(@)/gi;
const secretNames = "\\w*pass\\w*|p\\w*w\\w*d|\\w*secret\\w*|\\w*token\\w*|api_?key";
const queryPart = new RegExp(`([?&](?:${secretNames})=)[^&\\s'"]*`, "gi");
const secretName = new RegExp(`^(?:${secretNames})$`, "i");

/**
 * Replaces the password of every URL in a text by `***`, in `scheme://user:…@host` and in `?password=…`.
 * Everything printed goes through it, so that no output carries a credential.
 */
export function maskPasswords(text: string): string {
  return text.includes("://") ? text.replace(userPart, "$1***$2").replace(queryPart, "$1***") : text;
}

/** Whether an option of a URL holds a credential, also when its name is misspelt. */
export function isSecretOption(name: string): boolean {
  return secretName.test(name);
}
