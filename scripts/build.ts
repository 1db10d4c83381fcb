import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";

const root = resolve(import.meta.dirname, "..");
const manifest = JSON.parse(readFileSync(resolve(root, "package.json"), "utf8"));

/** The modules that users import, by their path below `dist/`. */
const entries: Readonly<Record<string, string>> = {
  index: "src/index.ts",
  testing: "src/testing.ts",
  kysely: "src/connection/kysely.ts",
  postgresql: "src/dialect/postgresql/public.ts",
  mysql: "src/dialect/mysql/public.ts",
  sqlite: "src/dialect/sqlite/public.ts",
  mssql: "src/dialect/mssql/public.ts",
  oracle: "src/dialect/oracle/public.ts",
};

/** The entry whose names are found one by one; see {@link lazyNames}. */
const lazyEntry = entries.index;

/** What the command loads behind its check of Node's version. */
const program = "src/cli/run-program.ts";

/** What a command that looks at a database evaluates, with all that it imports. */
const evaluatedAtStart = [
  program,
  "src/cli/command-line.ts",
  "src/index.ts",
  "src/script/loader/index.ts",
  "src/dialect/postgresql/index.ts",
  "src/dialect/mariadb/index.ts",
  "src/dialect/sqlite/index.ts",
  "src/connection/drivers/pg.ts",
  "src/connection/drivers/mysql2.ts",
  "src/connection/drivers/node-sqlite.ts",
];

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node22.18",
  legalComments: "eof",
  external: [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)],
  logLevel: "warning",
};

rmSync(resolve(root, "dist"), { recursive: true, force: true });
await buildCore();
await Promise.all(Object.entries(entries).map(([name, source]) => writeEntry(name, source)));
await buildCommand();
cpSync(resolve(root, "src/templates"), resolve(root, "dist/templates"), {
  recursive: true,
  filter: (path) => !/templates\/[^/]+\.ts$/.test(path),
});

/**
 * Start-up is paid per file, not per byte: all sources become one file, in which each module is evaluated when it is
 * first asked for. It must be one file too because every entry has to see the same instances. As CommonJS the packages
 * and parts of Node that a module needs are loaded with it; the imports of an ES module would all be loaded at once.
 */
async function buildCore(): Promise<void> {
  const modules = { ...entries, program };
  const members = Object.entries(modules).map(
    ([name, path]) => `${name}: () => require("./${path}")${path === lazyEntry ? ".default" : ""},`,
  );
  const { metafile, outputFiles } = await build({
    ...shared,
    format: "cjs",
    stdin: { contents: `export const load = {\n${members.join("\n")}\n};\n`, resolveDir: root, loader: "ts" },
    write: false,
    metafile: true,
    outfile: "dist/core.cjs",
    plugins: [lazyDialects(), lazyNames()],
    define: {
      "import.meta.url": "__fileUrl",
      "import.meta.filename": "__filename",
      "import.meta.dirname": "__dirname",
    },
    banner: { js: 'const __fileUrl = require("node:url").pathToFileURL(__filename).href;' },
  });
  const code = compiledAhead(outputFiles[0]?.text ?? "", staticImports(metafile, evaluatedAtStart));
  await build({
    ...shared,
    bundle: false,
    format: "cjs",
    external: [],
    minifyWhitespace: true,
    // An uncaught error shows the line it came from.
    lineLimit: 160,
    stdin: { contents: code, loader: "js" },
    outfile: "dist/core.cjs",
  });
}

/** Only the dialects that are asked for are evaluated: the registry's functions load them. */
function lazyDialects(): Plugin {
  return {
    name: "lazy-dialects",
    setup: ({ onLoad }) => {
      onLoad({ filter: /src\/dialect\/registry\.ts$/ }, ({ path }) => {
        let count = 0;
        const contents = readFileSync(path, "utf8")
          .replace(/^import \{ \w+ \} from "\.\/\w+\/index\.ts";\n/gm, "")
          .replace(/^( {2}(\w+): \(\) =>) \2,$/gm, (_line, start: string, name: string) => {
            count += 1;
            return `${start} require("./${name}/index.ts").${name},`;
          });
        if (count === 0)
          throw new Error("src/dialect/registry.ts does not list the dialects as the build expects.");
        return { contents, loader: "ts" };
      });
    },
  };
}

/**
 * What `alembic-ts` exports is evaluated name by name: a revision or an env script needs a few of the names, and to
 * evaluate all that stands behind the others takes longer than many commands.
 */
function lazyNames(): Plugin {
  return {
    name: "lazy-names",
    setup: ({ onLoad }) => {
      onLoad({ filter: /[\\/]src[\\/]index\.ts$/ }, ({ path }) => ({
        contents: lazily(readFileSync(path, "utf8")),
        loader: "js",
        resolveDir: dirname(path),
      }));
    },
  };
}

/** An object with the exports of a module that only exports from others, each found when it is asked for first. */
function lazily(source: string): string {
  const exported = /^export (?:\{([^}]*)\}|\* as (\w+)) from ("[^"]+");$/gm;
  const members = [...source.matchAll(exported)].flatMap(([, names, namespace, from]) =>
    namespace === undefined
      ? namesIn(names ?? "").map((name) => `lazy("${name}", () => require(${from}).${name});`)
      : // A plain object: what its getters find does not change any more.
        [`lazy("${namespace}", () => Object.freeze({ ...require(${from}) }));`],
  );
  const others = source.replace(exported, "").replace(/^export type (?:\{[^}]*\}|\*) from "[^"]+";$/gm, "");
  if (others.trim() !== "")
    throw new Error(`src/index.ts does more than the build expects: ${others.trim()}`);
  return `
const names = {};
export default names;
const lazy = (name, find) => Object.defineProperty(names, name, {
  enumerable: true,
  configurable: true,
  get() {
    const value = find();
    Object.defineProperty(names, name, { enumerable: true, value });
    return value;
  },
});
${members.join("\n")}
`;
}

function namesIn(list: string): readonly string[] {
  return list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type "));
}

/** The modules that some modules import, directly and indirectly, other than with `import()`. */
function staticImports({ inputs }: Metafile, roots: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    for (const { path: imported, kind } of inputs[path]?.imports ?? [])
      if (kind === "import-statement" || path === lazyEntry) visit(imported);
  };
  for (const path of roots) visit(path);
  return found;
}

/**
 * Parentheses around a function make V8 compile it with the file, so that Node's compile cache holds its code; other
 * functions are compiled in every process anew. The bodies of the modules that most commands evaluate get them.
 */
function compiledAhead(code: string, modules: ReadonlySet<string>): string {
  let count = 0;
  const text = code.replace(
    /^ {2}"([^"]+)"\(\) \{\n(.*?)^ {2}\}$/gms,
    (body, path: string, lines: string) => {
      if (!modules.has(path)) return body;
      count += 1;
      return `  "${path}": (function() {\n${lines}  })`;
    },
  );
  if (count < modules.size / 2) throw new Error("The bundle does not wrap modules as the build expects.");
  return text;
}

/** A small file that gives the names of a module out of the core. */
async function writeEntry(name: string, source: string): Promise<void> {
  const names = await exportedNames(source);
  // Through other names, because some are reserved words (`enum`).
  const members = names.map((each) => `${each}: _${each}`).join(", ");
  const exported = names.map((each) => `_${each} as ${each}`).join(", ");
  const text = [
    'import { createRequire } from "node:module";',
    'const { load } = createRequire(import.meta.url)("./core.cjs");',
    `const { ${members} } = load.${name}();\nexport { ${exported} };`,
  ];
  writeFileSync(resolve(root, "dist", `${name}.js`), `${text.join("\n")}\n`);
}

async function exportedNames(source: string): Promise<readonly string[]> {
  const { metafile } = await build({
    ...shared,
    entryPoints: [source],
    write: false,
    metafile: true,
    outdir: "unused",
  });
  return Object.values(metafile.outputs).flatMap((output) => output.exports);
}

/** The command itself stays apart from the core, so that an old Node can still say that it is too old. */
async function buildCommand(): Promise<void> {
  const file = "dist/cli/bin.js";
  await build({
    ...shared,
    entryPoints: ["src/cli/bin.ts"],
    outfile: file,
    minifyWhitespace: true,
    // An uncaught error shows the line it came from.
    lineLimit: 160,
    banner: { js: 'import { createRequire as __createRequire } from "node:module";' },
    plugins: [
      {
        name: "program-of-the-core",
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: /\/run-program\.ts$/ }, ({ path }) => ({ path, namespace: "core" }));
          onLoad({ filter: /.*/, namespace: "core" }, () => ({
            contents:
              'const { load } = __createRequire(import.meta.url)("../core.cjs");\nexport const { runProgram } = load.program();',
          }));
        },
      },
    ],
  });
  chmodSync(resolve(root, file), 0o755);
}
