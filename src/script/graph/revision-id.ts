import { RevisionError } from "../../errors/index.ts";

const reserved = /[@\-+:]/;

/** Throws RevisionError when an identifier has characters that the symbols' grammar needs (PARITY P-3.9). */
export function assertRevisionId(id: string): void {
  if (id === "") throw new RevisionError("A revision identifier must not be empty");
  if (!reserved.test(id)) return;
  const found = [...new Set(id)].filter((character) => reserved.test(character)).sort();
  throw new RevisionError(`Character(s) '${found.join(", ")}' not allowed in revision identifier '${id}'`, {
    hint: "Use letters, digits and underscores.",
    details: { revision: id, characters: found },
  });
}
