#!/usr/bin/env node
// Kept to syntax and imports that old versions of Node know, so that they can say what is wrong.
import module from "node:module";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `alembic-ts needs Node.js 22.18 or newer; this is ${process.version}.\n` +
      "Install a newer one, or add one to the project: npm i -D node@24\n",
  );
  process.exitCode = 1;
} else {
  module.enableCompileCache();
  const { runProgram } = await import("./run-program.ts");
  await runProgram();
}
