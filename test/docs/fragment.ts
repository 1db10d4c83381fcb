import type { Block } from "./blocks.ts";

const preludeNames = ["op", "sa", "sql"];
const imports = /^import\b[\s\S]*?from\s+"[^"]+";\n/gm;

/**
 * The module that a `ts` block becomes: a whole module as it is, anything else the body of a function, as it could
 * stand in `upgrade()`. The names `op`, `sa` and `sql` need no import.
 */
export function moduleOf({ text, directives }: Block): string {
  const setup = directives.setup ?? "";
  const code = `${setup}\n${text}`;
  const imported = [...code.matchAll(imports)].map(([statement]) => statement).join("");
  const missing = preludeNames.filter(
    (name) => new RegExp(`\\b${name}(?:\\.|\`)`).test(code) && !new RegExp(`\\b${name}\\b`).test(imported),
  );
  const prelude = missing.length > 0 ? `import { ${missing.join(", ")} } from "alembic-ts";\n` : "";
  if (isModule(text)) return prelude + code;
  const body = code.replaceAll(imports, "");
  return `${prelude}${imported}export default async function run(): Promise<void> {\n${body}\n}\n`;
}

function isModule(text: string): boolean {
  return /^(?:export|declare module)\b/m.test(text);
}
