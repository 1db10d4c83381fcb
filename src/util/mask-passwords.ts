const userPart = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@'"]*:)[^\s'"]*(@)/gi;
const queryPart = /([?&](?:password|sslpassword|passwd|pwd)=)[^&\s'"]*/gi;

/**
 * Replaces the password of every URL in a text by `***`, in `scheme://user:…@host` and in `?password=…`.
 * Everything printed goes through it, so that no output carries a credential.
 */
export function maskPasswords(text: string): string {
  return text.includes("://") ? text.replace(userPart, "$1***$2").replace(queryPart, "$1***") : text;
}
