import { cpSync, readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "esbuild";

const root = resolve(import.meta.dirname, "..");
const manifest = JSON.parse(readFileSync(resolve(root, "package.json"), "utf8"));

/** The files that users can import or run, by their path below `dist/`. */
const entries: Readonly<Record<string, string>> = {
  index: "src/index.ts",
  testing: "src/testing.ts",
  kysely: "src/connection/kysely.ts",
  postgresql: "src/dialect/postgresql/public.ts",
  mysql: "src/dialect/mysql/public.ts",
  sqlite: "src/dialect/sqlite/public.ts",
  mssql: "src/dialect/mssql/public.ts",
  oracle: "src/dialect/oracle/public.ts",
  "cli/bin": "src/cli/bin.ts",
};

/** Start-up is paid per file: the sources become few files; what is loaded lazily stays a file of its own. */
rmSync(resolve(root, "dist"), { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: Object.entries(entries).map(([out, path]) => ({ in: path, out })),
  outdir: "dist",
  bundle: true,
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  format: "esm",
  platform: "node",
  target: "node22.18",
  sourcemap: false,
  legalComments: "eof",
  define: { "import.meta.alembicVersion": JSON.stringify(manifest.version) },
  external: [
    ...Object.keys(manifest.dependencies),
    ...Object.keys(manifest.peerDependencies ?? {}).filter((name) => name !== "kysely"),
  ],
});
cpSync(resolve(root, "src/templates"), resolve(root, "dist/templates"), {
  recursive: true,
  filter: (path) => !/templates\/[^/]+\.ts$/.test(path),
});
