import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Node, SyntaxKind } from "typescript/unstable/ast";
import {
  isExpressionWithTypeArguments,
  isImportTypeNode,
  isTypeQueryNode,
  isTypeReferenceNode,
} from "typescript/unstable/ast/is";
import {
  API,
  type Checker,
  type Project,
  SignatureKind,
  SymbolFlags,
  type Type,
  type Symbol as TypeSymbol,
} from "typescript/unstable/sync";

const root = resolve(import.meta.dirname, "../..");
const declarations = join(root, "dist/types/");

/** Types whose name no type that a user gets has: what stands in their angle brackets is taken out of them. */
const carriers: ReadonlySet<string> = new Set(["PublicMembers", "Mutable", "Operation"]);

/** Something that an entry point exports. */
export interface ExportedName {
  /** `sa.column`: as it is written behind the import. */
  readonly name: string;
  /** `alembic-ts/mysql`. */
  readonly entry: string;
  readonly documentation: string;
  /** The types that its declaration names and no entry point exports, each with the file that declares it. */
  readonly unexported: readonly string[];
}

/** What the package's entry points export, as the compiler reads it from the declarations of the build. */
export function publicInterface(): readonly ExportedName[] {
  return withEntries(exportedNames);
}

/** The names of the options that the functions of a namespace of `alembic-ts` take: of `command`, by function. */
export function optionsOfFunctions(namespace: string): ReadonlyMap<string, readonly string[]> {
  return withEntries(({ checker }, modules) => {
    const functions = exportsOf(exportNamed(namespace, checker, modules), checker);
    return new Map(
      functions
        .filter(({ flags }) => flags & SymbolFlags.Function)
        .map((each) => [each.name, optionsOf(each, checker)]),
    );
  });
}

/** The names of the members of an interface of `alembic-ts`. */
export function membersOf(name: string): readonly string[] {
  return withEntries(({ checker }, modules) =>
    propertyNames(checker.getDeclaredTypeOfSymbol(exportNamed(name, checker, modules)), checker),
  );
}

type Modules = ReadonlyMap<string, TypeSymbol>;

/** Opens the declarations of the build for the compiler; `run` gets the module of each entry point. */
function withEntries<T>(run: (project: Project, modules: Modules) => T): T {
  const entries = entryFiles();
  const config = join(root, "dist/tsconfig.entries.json");
  const text = JSON.stringify({
    extends: "../tsconfig.build.json",
    compilerOptions: {
      emitDeclarationOnly: false,
      declaration: false,
      isolatedDeclarations: false,
      noEmit: true,
    },
    include: [],
    files: [...entries.values()],
  });
  const api = new API({
    cwd: root,
    fs: {
      readFile: (file) => (file === config ? text : undefined),
      fileExists: (file) => (file === config ? true : undefined),
    },
  });
  try {
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
    if (project === undefined) throw new Error(`The compiler does not open ${config}.`);
    return run(project, modulesOf(project, entries));
  } finally {
    api.close();
  }
}

function entryFiles(): ReadonlyMap<string, string> {
  const manifest: { readonly exports: Readonly<Record<string, { readonly types?: string }>> } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  const entries = Object.entries(manifest.exports).flatMap(([path, { types }]) =>
    types === undefined ? [] : [[join("alembic-ts", path), join(root, types)] as const],
  );
  const unbuilt = entries.find(([, file]) => !existsSync(file));
  if (unbuilt !== undefined) throw new Error(`There is no build to look at (${unbuilt[1]}): npm run build`);
  return new Map(entries);
}

function modulesOf({ checker, program }: Project, entries: ReadonlyMap<string, string>): Modules {
  const modules = [...entries].map(([entry, file]) => {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${file} is no module.`);
    return [entry, module] as const;
  });
  return new Map(modules);
}

function exportsOf(module: TypeSymbol, checker: Checker): readonly TypeSymbol[] {
  return checker.getExportsOfModule(module).map((each) => targetOf(each, checker));
}

function exportNamed(name: string, checker: Checker, modules: Modules): TypeSymbol {
  const [main] = modules.values();
  const found = main && checker.getExportsOfModule(main).find((each) => each.name === name);
  if (found === undefined) throw new Error(`alembic-ts does not export '${name}'.`);
  return targetOf(found, checker);
}

/** What the last parameter takes where it is called `options`; of overloads the last one is the widest. */
function optionsOf(symbol: TypeSymbol, checker: Checker): readonly string[] {
  const type = checker.getTypeOfSymbol(symbol);
  const signature = type && checker.getSignaturesOfType(type, SignatureKind.Call).at(-1);
  const parameter = signature?.getParameters().at(-1);
  const options = parameter?.name === "options" ? checker.getTypeOfSymbol(parameter) : undefined;
  return options === undefined ? [] : propertyNames(options, checker);
}

function propertyNames(type: Type, checker: Checker): readonly string[] {
  return checker.getPropertiesOfType(checker.getNonNullableType(type) ?? type).map(({ name }) => name);
}

function exportedNames(project: Project, modules: Modules): readonly ExportedName[] {
  const { checker } = project;
  const exported = new Map<
    number,
    { readonly name: string; readonly entry: string; readonly symbol: TypeSymbol }
  >();
  const take = (of: TypeSymbol, name: string, entry: string): void => {
    const symbol = targetOf(of, checker);
    if (exported.has(symbol.id)) return;
    exported.set(symbol.id, { name, entry, symbol });
    if (isModule(symbol))
      for (const each of checker.getExportsOfModule(symbol)) take(each, `${name}.${each.name}`, entry);
  };
  for (const [entry, module] of modules)
    for (const each of checker.getExportsOfModule(module)) take(each, each.name, entry);
  return [...exported.values()]
    .filter(({ symbol }) => !isModule(symbol))
    .map(({ name, entry, symbol }) => ({
      name,
      entry,
      documentation: documentationOf(symbol, checker),
      unexported: typesNamedBy(symbol, project)
        .filter(({ id }) => !exported.has(id))
        .map((each) => `${each.name} (${fileOf(each)})`),
    }));
}

/** Its docstring; that of an operation's interface stands where editors show it, on the call. */
function documentationOf(symbol: TypeSymbol, checker: Checker): string {
  const calls = [...symbol.getMembers().values()].filter(({ flags }) => flags & SymbolFlags.Signature);
  return [symbol, ...calls].map((each) => each.getDocumentationComment(checker)).join("");
}

/** The package's types that a declaration names, also by way of what is no name outside of its file. */
function typesNamedBy(symbol: TypeSymbol, project: Project): readonly TypeSymbol[] {
  const found = new Set<TypeSymbol>();
  const seen = new Set<number>();
  const visitDeclarations = (of: TypeSymbol): void => {
    if (seen.has(of.id)) return;
    seen.add(of.id);
    if (isModule(of))
      for (const each of project.checker.getExportsOfModule(of))
        visitDeclarations(targetOf(each, project.checker));
    else for (const handle of of.declarations) visit(handle.resolve(project));
  };
  const visit = (node: Node | undefined, parent?: string): void => {
    if (node === undefined) return;
    const target = typeNamedBy(node, project);
    if (target !== undefined && !carriers.has(target.name)) {
      // Of a class it is its members that count.
      const isNoName = parent === "PublicMembers" || isTypeQueryNode(node) || isLocalAlias(target, project);
      if (isNoName) visitDeclarations(target);
      else found.add(target);
    }
    node.forEachChild((child) => visit(child, target?.name));
  };
  visitDeclarations(symbol);
  return [...found];
}

/** The type of this package that a node names. */
function typeNamedBy(node: Node, { checker }: Project): TypeSymbol | undefined {
  const name = nameIn(node);
  const named = name && checker.getSymbolAtLocation(name);
  const target = named && targetOf(named, checker);
  if (target === undefined || fileOf(target) === null) return undefined;
  return target.flags & SymbolFlags.TypeParameter ? undefined : target;
}

function nameIn(node: Node): Node | undefined {
  if (isTypeReferenceNode(node)) return node.typeName;
  if (isExpressionWithTypeArguments(node)) return node.expression;
  if (isTypeQueryNode(node)) return node.exprName;
  return isImportTypeNode(node) ? node.qualifier : undefined;
}

/** Whether the compiler writes out what the name stands for, because no other file can use it. */
function isLocalAlias(symbol: TypeSymbol, project: Project): boolean {
  const [declaration] = symbol.declarations.map((handle) => handle.resolve(project));
  return declaration?.kind === SyntaxKind.TypeAliasDeclaration && symbol.getParent() === undefined;
}

function fileOf({ declarations: [declaration] }: TypeSymbol): string | null {
  const path = String(declaration?.path ?? "");
  return path.startsWith(declarations) ? path.slice(declarations.length) : null;
}

function targetOf(symbol: TypeSymbol, checker: Checker): TypeSymbol {
  return symbol.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function isModule(symbol: TypeSymbol): boolean {
  return (symbol.flags & SymbolFlags.ValueModule) !== 0;
}
