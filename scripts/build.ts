import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type BuildOptions, build } from "esbuild";

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

/** What the command loads behind its check of Node's version. */
const program = "src/cli/run-program.ts";

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node22.18",
  legalComments: "eof",
  minifyWhitespace: true,
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
 * first asked for. It must be one file too because every entry has to see the same instances.
 */
async function buildCore(): Promise<void> {
  const modules = { ...entries, program };
  const members = Object.entries(modules).map(([name, path]) => `${name}: () => require("./${path}"),`);
  await build({
    ...shared,
    stdin: { contents: `export const load = {\n${members.join("\n")}\n};\n`, resolveDir: root, loader: "ts" },
    outfile: "dist/core.js",
    banner: { js: 'import { createRequire as __createRequire } from "node:module";\nconst require = __createRequire(import.meta.url);' },
  });
}

/** A small file that gives the names of a module out of the core. */
async function writeEntry(name: string, source: string): Promise<void> {
  const names = await exportedNames(source);
  const text = `import { load } from "./core.js";\nexport const { ${names.join(", ")} } = load.${name}();\n`;
  writeFileSync(resolve(root, "dist", `${name}.js`), text);
}

async function exportedNames(source: string): Promise<readonly string[]> {
  const { metafile } = await build({ ...shared, entryPoints: [source], write: false, metafile: true, outdir: "unused" });
  return Object.values(metafile.outputs).flatMap((output) => output.exports);
}

/** The command itself stays apart from the core, so that an old Node can still say that it is too old. */
async function buildCommand(): Promise<void> {
  const source = readFileSync(resolve(root, "src/cli/bin.ts"), "utf8");
  const { transform } = await import("esbuild");
  const { code } = await transform(source, { loader: "ts", format: "esm", target: "node22.18" });
  const text = code.replace(
    'const { runProgram } = await import("./run-program.ts");',
    'const { load } = await import("../core.js");\n  const { runProgram } = load.program();',
  );
  if (!text.includes("load.program()")) throw new Error("src/cli/bin.ts does not load the program as the build expects.");
  const file = resolve(root, "dist/cli/bin.js");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}
