import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { revision } from "../../../src/commands/revision.ts";
import { TestProject } from "./project.ts";

let project: TestProject;
beforeEach(() => {
  project = new TestProject("revision_environment = true\n");
});
afterEach(() => project.remove());

test("a renderItem hook knows the dialect, also where nothing was compared", async () => {
  writeFileSync(
    join(project.folder, "alembic", "env.ts"),
    `import { context, createEngine, ops, sa } from "alembic-ts";
const engine = createEngine("sqlite://");
await engine.connect(async (connection) => {
  context.configure({
    connection,
    processRevisionDirectives: (_context, _rows, [script]) => {
      script.upgradeOps.ops.push(ops.addColumnOp("t", sa.column("a", sa.integer())));
    },
    renderItem: (type, _object, autogenContext) => {
      if (type !== "type") return false;
      autogenContext.imports.add('import { own } from "./own.ts";');
      const { dialect, opts, migrationContext } = autogenContext;
      return \`own("\${dialect.name}", \${opts === migrationContext.opts})\`;
    },
  });
  await context.beginTransaction(() => context.runMigrations());
});
`,
  );
  const script = await revision(project.config(), { message: "m" });
  const text = readFileSync(String([script].flat()[0]?.path), "utf8");
  expect(text).toContain('op.addColumn("t", sa.column("a", own("sqlite", true)');
  expect(text).toContain('import { own } from "./own.ts";');
});
