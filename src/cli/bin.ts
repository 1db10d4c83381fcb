#!/usr/bin/env node
// Kept to syntax and imports that old versions of Node know, so that they can say what is wrong.
import module from "node:module";
import { programName } from "./program-name.ts";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `alembic-ts needs Node.js 22.18 or newer; this is ${process.version}.\n` +
      "Install a newer one, or add one to the project: npm i -D node@24\n",
  );
  process.exitCode = 1;
} else if (module.registerHooks === undefined || module.setSourceMapsSupport === undefined) {
  // Other runtimes call themselves a version of Node, and lack parts of it.
  const { bun } = process.versions;
  process.stderr.write(
    `alembic-ts needs Node.js; this is ${bun === undefined ? "something else" : `Bun ${bun}`}.\n` +
      "Run it with Node.js: npx alembic, or bunx without --bun\n",
  );
  process.exitCode = 1;
} else if (process.argv.length === 3 && process.argv[2] === "--version") {
  // The answer needs none of the program, whose loading would take most of the time. A closed pipe wants no answer.
  const { version } = module.createRequire(import.meta.url)("../../package.json");
  process.stdout.on("error", () => {});
  process.stdout.write(`${programName(process.argv[1])} ${version}\n`);
} else {
  module.enableCompileCache();
  const { runProgram } = await import("./run-program.ts");
  await runProgram();
}
