/** Reads JSON with comments and trailing commas, as tsconfig.json may have; throws SyntaxError otherwise. */
export function parseJsonc(text: string): unknown {
  return JSON.parse(withoutTrailingCommas(withoutComments(text.replace(/^\uFEFF/, ""))));
}

const stringOrComment = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const stringOrComma = /"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])/g;

function withoutComments(text: string): string {
  return text.replace(stringOrComment, (match) => (match.startsWith('"') ? match : " "));
}

function withoutTrailingCommas(text: string): string {
  return text.replace(stringOrComma, (match) => (match.startsWith('"') ? match : ""));
}
