import type { ArgumentDefinition } from "./command-definition.ts";

/** Arguments that several commands share, and the options that every command takes. */

export const revision: ArgumentDefinition = {
  names: ["revision"],
  kind: "positional",
  help: "revision identifier or symbol, for example head, +1, -1, ae10, branch@head",
};

export const revisions: ArgumentDefinition = {
  names: ["revisions"],
  kind: "positionals",
  help: "one or more revisions, or 'heads' for all heads",
};

export const message: ArgumentDefinition = {
  names: ["-m", "--message"],
  kind: "value",
  help: "message of the revision",
};

export const branchLabel: ArgumentDefinition = {
  names: ["--branch-label"],
  kind: "value",
  help: "name of the branch that begins with the new revision",
};

export const revId: ArgumentDefinition = {
  names: ["--rev-id"],
  kind: "value",
  help: "identifier of the new revision instead of a random one",
};

export const tag: ArgumentDefinition = {
  names: ["--tag"],
  kind: "value",
  help: "free text that env.ts can read",
};

export const verbose: ArgumentDefinition = {
  names: ["-v", "--verbose"],
  kind: "flag",
  help: "show more of each revision",
};

export const json: ArgumentDefinition = {
  names: ["--json"],
  kind: "flag",
  help: "print one JSON document instead of text",
  isOwn: true,
};

export const splice: ArgumentDefinition = {
  names: ["--splice"],
  kind: "flag",
  help: "allow a revision that is not a head as the parent",
};

/** Options of the commands that can show what they would do. */
export const planOptions: readonly ArgumentDefinition[] = [
  {
    names: ["--plan"],
    kind: "flag",
    help: "show the steps, their SQL and the transactions instead of running them; writes nothing",
    isOwn: true,
  },
  json,
  {
    names: ["--exit-code"],
    kind: "flag",
    help: "with --plan: exit with status 1 if there is something to run",
    isOwn: true,
  },
];

/** The shells that commands can be completed in. */
export const shells: readonly string[] = ["bash", "zsh", "fish"];

/** An option `--sql` with the help text that fits the command. */
export function sql(help: string): ArgumentDefinition {
  return { names: ["--sql"], kind: "flag", help };
}

/** Options that stand before the command or after it. */
export const globalOptions: readonly ArgumentDefinition[] = [
  {
    names: ["-c", "--config"],
    kind: "values",
    metavar: "FILE",
    help: "configuration file, by default alembic.ini or the variable ALEMBIC_CONFIG; a second one may be a package.json",
  },
  {
    names: ["-n", "--name"],
    kind: "value",
    help: "section of the ini file to use, by default 'alembic'",
  },
  {
    names: ["-x"],
    kind: "values",
    metavar: "X",
    help: "argument for env.ts, for example -x tenant=a; repeatable",
  },
  { names: ["--raiseerr"], kind: "flag", help: "show the full stack of an error" },
  { names: ["-q", "--quiet"], kind: "flag", help: "print nothing on the standard output" },
  { names: ["--no-color"], kind: "flag", help: "no colours, also not on a terminal", isOwn: true },
];
