const identifier = /(?<![0-9a-z])[0-9a-f]{12}(?![0-9a-z])/gi;
const date = /\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\b/g;
const volatile = new RegExp(`${identifier.source}|${date.source}`, "gi");
const elision = /^\.\.\.\n/gm;

/**
 * What a page says and what a run gave, compared. Revision identifiers are random: the page's first mention of one
 * stands for the one that the run made, from then on. Dates match any date, a line `...` any lines.
 */
export class ExpectedText {
  /** The run's identifier for each of the page's. */
  readonly #identifiers = new Map<string, string>();

  /** The page's text with the identifiers of the run. */
  toActual(text: string): string {
    return replaceIdentifiers(text, (id) => this.#identifiers.get(id) ?? id);
  }

  /** The run's text with the identifiers of the page. */
  toPage(text: string): string {
    const back = new Map([...this.#identifiers].map(([page, actual]) => [actual, page]));
    return replaceIdentifiers(text, (id) => back.get(id) ?? id);
  }

  /** Whether the run gave what the page says; remembers the identifiers that are new. */
  matches(expected: string, actual: string): boolean {
    if (expected === "") return actual === "";
    const found: string[] = [];
    const pattern = parts(expected, (token) => {
      if (token.includes("-")) return "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?";
      const known = this.#identifiers.get(token);
      if (known !== undefined) return known;
      if (found.includes(token)) return `\\${found.indexOf(token) + 1}`;
      found.push(token);
      return "([0-9a-f]{12})";
    });
    const match = new RegExp(`^${pattern}$`).exec(actual);
    if (match === null) return false;
    found.forEach((id, index) => {
      this.#identifiers.set(id, match[index + 1] ?? id);
    });
    return true;
  }
}

function replaceIdentifiers(text: string, replace: (id: string) => string): string {
  return text.replace(identifier, replace);
}

function parts(text: string, token: (text: string) => string): string {
  return text
    .split(elision)
    .map((part) => {
      let pattern = "";
      let end = 0;
      for (const match of part.matchAll(volatile)) {
        pattern += escapePattern(part.slice(end, match.index)) + token(match[0]);
        end = match.index + match[0].length;
      }
      return pattern + escapePattern(part.slice(end));
    })
    .join("(?:.*\\n)*?");
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
