import { type IniPosition, iniError } from "./ini-error.ts";

/** Looks up the uninterpolated value of a name; undefined when there is none. */
export type RawLookup = (name: string) => string | undefined;

export interface InterpolationSource {
  readonly section: string;
  readonly option: string;
  readonly position: IniPosition;
  readonly lookup: RawLookup;
}

/** ConfigParser gives up at this depth too, which is how it notices a value that contains itself. */
const maxDepth = 10;

const percentHint = "Write %% for a literal percent sign, or use setMainOptionRaw() in a program.";

/**
 * Replaces `%(name)s` by other values and `%%` by a percent sign, as ConfigParser's basic interpolation does.
 * In a URL the folder of `%(here)s` is written as URLs write it.
 * Throws CommandError (code CONFIG) naming option, section, file and line.
 */
export function interpolate(value: string, source: InterpolationSource): string {
  const { lookup } = source;
  const isUrl = /^[A-Za-z][\w+.-]*:\/\//.test(value);
  return replaceReferences(value, isUrl ? { ...source, lookup: urlLookup(lookup) } : source, 1);
}

/** A folder's `?` would begin the options of the URL, and its percent signs would be read as escapes. */
function urlLookup(lookup: RawLookup): RawLookup {
  return (name) => {
    const raw = lookup(name);
    return name === "here" ? raw?.replaceAll("%%", "%%25").replaceAll("?", "%%3F") : raw;
  };
}

function replaceReferences(value: string, source: InterpolationSource, depth: number): string {
  if (!value.includes("%")) return value;
  if (depth > maxDepth) {
    throw iniError(
      source.position,
      `option '${source.option}' of section [${source.section}] refers to itself`,
    );
  }
  return value.replace(
    /%(?:%|\(([^)]+)\)s|.?)/gs,
    (token: string, name: string | undefined, offset: number) => {
      if (token === "%%") return "%";
      if (name === undefined) throw badPercent(value, offset, source);
      return replaceReferences(referenced(name, source), source, depth + 1);
    },
  );
}

/** Throws unless every `%` of a value is `%%` or opens a `%(name)s`. */
export function assertInterpolable(value: string, source: Omit<InterpolationSource, "lookup">): void {
  const stray = /%/.exec(value.replace(/%%|%\([^)]+\)s/g, (token) => "_".repeat(token.length)));
  if (stray !== null) throw badPercent(value, stray.index, source);
}

/** Doubles every percent sign, so that interpolation gives the text back unchanged. */
export function escapePercent(value: string): string {
  return value.replaceAll("%", "%%");
}

function referenced(name: string, source: InterpolationSource): string {
  const raw = source.lookup(name.toLowerCase());
  if (raw !== undefined) return raw;
  throw iniError(
    source.position,
    `option '${source.option}' of section [${source.section}] refers to '%(${name})s', and there is no option '${name.toLowerCase()}'`,
    `Define ${name.toLowerCase()} in the same section or in [DEFAULT], or write %% for a literal percent sign.`,
  );
}

function badPercent(value: string, offset: number, source: Omit<InterpolationSource, "lookup">): Error {
  // The value may be a URL with a password, so only the place is shown.
  return iniError(
    source.position,
    `option '${source.option}' of section [${source.section}] has a '%' at character ${offset + 1} of ${value.length} that is neither %% nor %(name)s`,
    percentHint,
  );
}
