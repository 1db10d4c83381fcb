/** The module that generated files import from. */
export const packageName = "alembic-ts";

const namedImport = /^import \{ (?<names>[^}]*) \} from "(?<module>[^"]*)";$/;

/** Adds `import { name } from "module"` to a set of import lines; one line a module. */
export function addNamedImport(imports: Set<string>, module: string, name: string): void {
  const earlier = [...imports].find((line) => namedImport.exec(line)?.groups?.module === module);
  const names = new Set(earlier === undefined ? [] : namesIn(earlier));
  if (names.has(name)) return;
  names.add(name);
  if (earlier !== undefined) imports.delete(earlier);
  imports.add(`import { ${[...names].sort().join(", ")} } from "${module}";`);
}

/** Adds `import * as name from "module"` to a set of import lines. */
export function addNamespaceImport(imports: Set<string>, module: string, name: string): void {
  imports.add(`import * as ${name} from "${module}";`);
}

/** Import lines in the order in which formatters sort them: packages by name, then files by path. */
export function sortedImports(imports: Iterable<string>): readonly string[] {
  return [...imports].sort((a, b) => compare(sortKey(a), sortKey(b)));
}

function sortKey(line: string): string {
  const module = /["']([^"']*)["'];?\s*$/.exec(line)?.[1] ?? line;
  return `${module.startsWith(".") ? "1" : "0"} ${module} ${line}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function namesIn(line: string): readonly string[] {
  return (namedImport.exec(line)?.groups?.names ?? "").split(", ").filter((name) => name !== "");
}
