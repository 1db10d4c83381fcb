import { RevisionError } from "../../errors/index.ts";

const reserved = /[@\-+:]/g;

/** Throws RevisionError when an identifier has characters that the symbols' grammar needs (PARITY P-3.9). */
export function assertRevisionId(id: string): void {
  const found = [...new Set(id.match(reserved) ?? [])].sort();
  if (found.length === 0 && id !== "") return;
  if (id === "") throw new RevisionError("A revision identifier must not be empty");
  throw new RevisionError(`Character(s) '${found.join(", ")}' not allowed in revision identifier '${id}'`, {
    hint: "Use letters, digits and underscores.",
    details: { revision: id, characters: found },
  });
}
