import { warn } from "../config/index.ts";
import {
  branchLabel,
  json,
  message,
  planOptions,
  revId,
  revision,
  revisions,
  splice,
  sql,
  tag,
  verbose,
} from "./arguments.ts";
import type { CommandDefinition } from "./command-definition.ts";
import { migrateOptions, pendingStatus } from "./migrate-options.ts";

/** Every command, in the order of the help text. Each loads its code only when it is run. */
export const commandTable: readonly CommandDefinition[] = [
  {
    name: "branches",
    help: "Show the points where the history branches.",
    example: "branches --verbose",
    arguments: [verbose, json],
    run: async (config, options) => {
      const { branches } = await import("../commands/branches.ts");
      await branches(config, { verbose: options.flag("verbose"), json: options.flag("json") });
    },
  },
  {
    name: "check",
    help: "Check whether the models differ from the database.",
    example: "check",
    arguments: [json],
    run: async (config, options) => {
      const { check } = await import("../commands/check.ts");
      await check(config, { json: options.flag("json") });
    },
  },
  {
    name: "completion",
    help: "Print a script that completes commands and options in a shell.",
    example: "completion bash",
    arguments: [
      { names: ["shell"], kind: "positional", help: "the shell", choices: ["bash", "zsh", "fish"] },
    ],
    run: async (config, options) => {
      const { completionScript } = await import("./completion.ts");
      config.printStdout(
        completionScript(options.required("shell"), ["alembic", "alembic-ts"], commandTable).trimEnd(),
      );
    },
  },
  {
    name: "current",
    help: "Show the revision the database is at.",
    example: "current --verbose",
    arguments: [
      {
        names: ["-c", "--check-heads"],
        kind: "flag",
        help: "fail unless the database is at all heads",
      },
      verbose,
      json,
    ],
    run: async (config, options) => {
      const { current } = await import("../commands/current.ts");
      await current(config, {
        checkHeads: options.flag("checkHeads"),
        verbose: options.flag("verbose"),
        json: options.flag("json"),
      });
    },
  },
  {
    name: "downgrade",
    help: "Take the database back to an earlier revision.",
    example: "downgrade -1",
    arguments: [
      revision,
      sql("write the SQL instead of running it; the revision is <from>:<to>"),
      tag,
      ...planOptions,
    ],
    showsProgress: true,
    run: async (config, options, session) => {
      const { downgrade } = await import("../commands/downgrade.ts");
      const runs = await downgrade(config, options.required("revision"), migrateOptions(options, session));
      return pendingStatus(runs, options);
    },
  },
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
    name: "ensure_version",
    help: "Create the version table if it does not exist.",
    example: "ensure_version",
    arguments: [sql("write the SQL instead of running it")],
    run: async (config, options) => {
      const { ensureVersion } = await import("../commands/ensure-version.ts");
      await ensureVersion(config, { sql: options.flag("sql") });
    },
  },
  {
    name: "graph",
    help: "Print a picture of the revision graph.",
    example: "graph --format html",
    arguments: [
      {
        names: ["--format"],
        kind: "value",
        choices: ["mermaid", "html"],
        help: "mermaid (the default) or one self-contained HTML file",
      },
      { names: ["-i", "--indicate-current"], kind: "flag", help: "mark the revision the database is at" },
    ],
    run: async (config, options) => {
      const { graph } = await import("../commands/graph.ts");
      await graph(config, {
        format: options.text("format"),
        indicateCurrent: options.flag("indicateCurrent"),
      });
    },
  },
  {
    name: "heads",
    help: "Show the newest revision of every branch.",
    example: "heads --check",
    arguments: [
      verbose,
      {
        names: ["--resolve-dependencies"],
        kind: "flag",
        help: "leave out heads that another revision depends on",
      },
      {
        names: ["--check"],
        kind: "flag",
        help: "exit with status 1 if there is more than one head",
        isOwn: true,
      },
      json,
    ],
    run: async (config, options) => {
      const { heads } = await import("../commands/heads.ts");
      const found = await heads(config, {
        verbose: options.flag("verbose"),
        resolveDependencies: options.flag("resolveDependencies"),
        json: options.flag("json"),
      });
      if (!options.flag("check") || found.length < 2) return 0;
      warn(
        `There are ${found.length} heads: ${found.map((script) => script.revision).join(", ")}. Join them with 'alembic merge heads -m "merge"', or put what is not applied yet on top of another head with 'alembic rebase <head>'.`,
      );
      return 1;
    },
  },
  {
    name: "history",
    help: "List the revisions, newest first.",
    example: "history -r -3:current --verbose",
    arguments: [
      {
        names: ["-r", "--rev-range"],
        kind: "value",
        help: "part of the history as [start]:[end], both ends included",
      },
      verbose,
      {
        names: ["-i", "--indicate-current"],
        kind: "flag",
        help: "mark the revision the database is at",
      },
      { names: ["--graph"], kind: "flag", help: "draw branches and merges beside the lines", isOwn: true },
      json,
    ],
    run: async (config, options) => {
      const { history } = await import("../commands/history.ts");
      await history(config, {
        revRange: options.text("revRange"),
        verbose: options.flag("verbose"),
        indicateCurrent: options.flag("indicateCurrent"),
        graph: options.flag("graph"),
        json: options.flag("json"),
      });
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
  {
    name: "show",
    help: "Show one revision in full.",
    example: "show head",
    arguments: [revision, json],
    run: async (config, options) => {
      const { show } = await import("../commands/show.ts");
      await show(config, options.required("revision"), { json: options.flag("json") });
    },
  },
  {
    name: "stamp",
    help: "Write a revision into the version table without running migrations.",
    example: "stamp head",
    arguments: [
      revisions,
      sql("write the SQL instead of running it"),
      tag,
      { names: ["--purge"], kind: "flag", help: "delete all rows of the version table first" },
      json,
    ],
    run: async (config, options) => {
      const { stamp } = await import("../commands/stamp.ts");
      await stamp(config, options.list("revisions") ?? [], {
        sql: options.flag("sql"),
        tag: options.text("tag"),
        purge: options.flag("purge"),
        json: options.flag("json"),
      });
    },
  },
  {
    name: "upgrade",
    help: "Bring the database to a later revision.",
    example: "upgrade head",
    arguments: [
      revision,
      sql("write the SQL instead of running it; the revision may be <from>:<to>"),
      tag,
      ...planOptions,
    ],
    showsProgress: true,
    run: async (config, options, session) => {
      const { upgrade } = await import("../commands/upgrade.ts");
      const runs = await upgrade(config, options.required("revision"), migrateOptions(options, session));
      return pendingStatus(runs, options);
    },
  },
];
