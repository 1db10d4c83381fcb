import { branchLabel, json, message, revId, revision, revisions, splice, sql } from "./arguments.ts";
import type { CommandDefinition } from "./command-definition.ts";

/** Commands that write files of the project. */
export const fileCommands: readonly CommandDefinition[] = [
  {
    name: "edit",
    help: "Open revision files in the editor that $EDITOR names.",
    example: "edit head",
    arguments: [revision],
    run: async (config, options) => {
      const { edit } = await import("../commands/edit.ts");
      await edit(config, options.required("revision"));
    },
  },
  {
    name: "init",
    help: "Create a new migration environment.",
    example: "init alembic",
    arguments: [
      { names: ["directory"], kind: "positional", help: "folder for the environment" },
      { names: ["-t", "--template"], kind: "value", help: "project template, by default 'generic'" },
      {
        names: ["--package"],
        kind: "flag",
        help: "accepted for scripts that give it; a TypeScript folder needs no marker files",
      },
      {
        names: ["--from-python"],
        kind: "values",
        metavar: "FOLDER",
        help: "take over the revisions of a Python environment as stubs with the same identifiers; repeatable",
        isOwn: true,
      },
    ],
    run: async (config, options) => {
      const { init } = await import("../commands/init.ts");
      await init(config, options.required("directory"), {
        template: options.text("template"),
        package: options.flag("package"),
        fromPython: options.list("fromPython"),
      });
    },
  },
  {
    name: "list_templates",
    help: "List the project templates that 'init' can use.",
    example: "list_templates",
    arguments: [json],
    run: async (config, options) => {
      const { listTemplates } = await import("../commands/list-templates.ts");
      await listTemplates(config, { json: options.flag("json") });
    },
  },
  {
    name: "merge",
    help: "Create a revision that joins several heads.",
    example: 'merge heads -m "join the branches"',
    arguments: [revisions, message, branchLabel, revId, splice, json],
    run: async (config, options) => {
      const { merge } = await import("../commands/merge.ts");
      await merge(config, options.list("revisions") ?? [], {
        message: options.text("message"),
        branchLabel: options.text("branchLabel"),
        revId: options.text("revId"),
        splice: options.flag("splice"),
        json: options.flag("json"),
      });
    },
  },
  {
    name: "pull",
    help: "Write models and a first revision from a database that has none.",
    example: "pull --file src/models.ts",
    arguments: [
      { names: ["--file"], kind: "value", help: "models file to write, by default src/models.ts" },
      {
        names: ["--schema"],
        kind: "values",
        help: "a schema to read instead of the default one; repeatable",
      },
      message,
      revId,
    ],
    run: async (config, options) => {
      const { pull } = await import("../commands/pull.ts");
      await pull(config, {
        file: options.text("file"),
        schemas: options.list("schema"),
        message: options.text("message"),
        revId: options.text("revId"),
      });
    },
  },
  {
    name: "rebase",
    help: "Put unapplied revisions on top of another head.",
    example: "rebase ae1027a6acf",
    arguments: [
      { ...revision, help: "the head to put them on" },
      {
        names: ["--head"],
        kind: "value",
        help: "head of the branch to move, by default the only other head",
      },
    ],
    run: async (config, options) => {
      const { rebase } = await import("../commands/rebase.ts");
      await rebase(config, options.required("revision"), { head: options.text("head") });
    },
  },
  {
    name: "revision",
    help: "Create a new revision file.",
    example: 'revision --autogenerate -m "add account table"',
    arguments: [
      message,
      {
        names: ["--autogenerate"],
        kind: "flag",
        help: "write the operations that turn the database into what the models say",
      },
      sql("run env.ts in offline mode; only with revision_environment"),
      { names: ["--head"], kind: "value", help: "parent of the new revision, by default the single head" },
      splice,
      branchLabel,
      { names: ["--version-path"], kind: "value", help: "directory of version_locations for the file" },
      revId,
      { names: ["--depends-on"], kind: "values", help: "a revision that must be applied before; repeatable" },
      {
        names: ["--skip-empty"],
        kind: "flag",
        help: "write no file when nothing changed; with --autogenerate",
        isOwn: true,
      },
      {
        names: ["--rename"],
        kind: "values",
        help: "a rename, table.old:new for a column, old:new for a table; repeatable",
        isOwn: true,
      },
      json,
    ],
    run: async (config, options, session) => {
      const { revision: createRevision } = await import("../commands/revision.ts");
      await createRevision(config, {
        message: options.text("message"),
        autogenerate: options.flag("autogenerate"),
        sql: options.flag("sql"),
        head: options.text("head"),
        splice: options.flag("splice"),
        branchLabel: options.text("branchLabel"),
        versionPath: options.text("versionPath"),
        revId: options.text("revId"),
        dependsOn: options.list("dependsOn"),
        skipEmpty: options.flag("skipEmpty"),
        renames: options.list("rename"),
        // With --json the standard output holds one document, or nothing.
        chooseRename: options.flag("json") ? undefined : session.chooseRename,
        json: options.flag("json"),
      });
    },
  },
];
