/** Words that cannot be the name of a `const` in a module, or would hide what JavaScript means by them. */
const reserved: ReadonlySet<string> = new Set(
  `arguments async await boolean break case catch class const continue debugger decodeURI decodeURIComponent default delete
  do else encodeURI encodeURIComponent enum escape eval export extends false finally for function globalThis if implements
  import in instanceof interface isFinite isNaN let new null number object of package parseFloat parseInt private protected
  public return static string super switch symbol this throw true try typeof undefined unescape unknown var void while with
  yield`.split(/\s+/),
);

/** What is to be called by a variable. */
export interface Nameable {
  readonly name: string;
  readonly schema: string | null;
  /** Goes behind the name where the name alone is taken: `Table`, `Type`. */
  readonly suffix: string;
}

/**
 * Names of variables in camelCase, in the order of what they name: each valid in TypeScript, none twice, none of the
 * `taken` ones. Letters of any script stay as they are.
 */
export function variableNames(items: readonly Nameable[], taken: Iterable<string>): readonly string[] {
  const used = new Set([...reserved, ...taken]);
  return items.map((item) => {
    const name = candidates(item).find((candidate) => !used.has(candidate)) ?? numbered(item, used);
    used.add(name);
    return name;
  });
}

function candidates({ name, schema, suffix }: Nameable): readonly string[] {
  const plain = camelCase(name, suffix);
  const inSchema = schema === null ? [] : [camelCase(`${schema}_${name}`, suffix)];
  return [plain, ...inSchema, `${plain}${suffix}`];
}

function numbered({ name, suffix }: Nameable, used: ReadonlySet<string>): string {
  const plain = camelCase(name, suffix);
  let number = 2;
  while (used.has(`${plain}${number}`)) number += 1;
  return `${plain}${number}`;
}

function camelCase(text: string, suffix: string): string {
  const words = text.normalize("NFC").match(/[\p{ID_Continue}]+/gu) ?? [];
  const [first = suffix, ...others] = words.flatMap((word) => word.split("_")).filter((word) => word !== "");
  const name = [lowerFirst(first), ...others.map(upperFirst)].join("");
  return /^\p{ID_Start}/u.test(name) ? name : `${lowerFirst(suffix)}${name}`;
}

/** `Account` and `ACCOUNT` begin an identifier as `account`, `URLPath` as `uRLPath` would be odd: `urlPath`. */
function lowerFirst(word: string): string {
  return word.replace(/^\p{Lu}+(?=\p{Lu}\p{Ll})|^\p{Lu}+/u, (capitals) => capitals.toLowerCase());
}

function upperFirst(word: string): string {
  const tamed = word === word.toUpperCase() ? word.toLowerCase() : word;
  const [first = "", ...rest] = tamed;
  return first.toUpperCase() + rest.join("");
}
