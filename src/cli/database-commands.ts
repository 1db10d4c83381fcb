import { json, planOptions, revision, revisions, sql, tag } from "./arguments.ts";
import type { CommandDefinition } from "./command-definition.ts";
import { migrateOptions, pendingStatus } from "./migrate-options.ts";

/** Commands that work on the database. */
export const databaseCommands: readonly CommandDefinition[] = [
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
