import { RevisionError } from "../../errors/index.ts";

const reserved = /[@\-+:]/;
const unwritable = /[^\p{L}\p{M}\p{N}_.]/u;
/** Names that mean something without being in any file. */
export const symbols: ReadonlySet<string> = new Set(["head", "heads", "base", "current"]);

/**
 * Throws RevisionError when an identifier, of the file at `path` if it has one, has characters that the symbols' grammar
 * needs (PARITY P-3.9).
 */
export function assertRevisionId(id: string, path?: string): void {
  if (id === "") {
    throw new RevisionError(`A revision identifier must not be empty${inFile(path)}`, {
      hint: "Write one of letters, digits and underscores.",
      details: { path },
    });
  }
  assertCharacters(id, reserved, path);
  if (symbols.has(id)) throw isSymbol(`Revision identifier '${id}'`, path);
}

/** The refusal of a name that a symbol would hide: `upgrade head` is to mean one thing only. */
export function isSymbol(what: string, path?: string): RevisionError {
  return new RevisionError(`${what} is a symbol of its own, and could not be named${inFile(path)}`, {
    hint: `Choose another one than ${[...symbols].join(", ")}.`,
    details: { path },
  });
}

/**
 * Throws RevisionError when an identifier is not to be given to a new revision: it names the file, too, and stands in
 * symbols and in shells.
 */
export function assertNewRevisionId(id: string): void {
  assertRevisionId(id);
  assertCharacters(id, unwritable);
}

function assertCharacters(id: string, refused: RegExp, path?: string): void {
  const found = [...new Set(id)].filter((character) => refused.test(character)).sort();
  if (found.length === 0) return;
  throw new RevisionError(
    `Character(s) '${found.join(", ")}' not allowed in revision identifier '${id}'${inFile(path)}`,
    {
      hint: "Use letters, digits and underscores.",
      details: { revision: id, characters: found, path },
    },
  );
}

function inFile(path: string | undefined): string {
  return path === undefined ? "" : `, in ${path}`;
}
