import { no, partly, telling, yes } from "../finding.ts";
import type { Lab } from "../lab.ts";
import type { Answer, Project } from "../project.ts";
import type { Tool } from "../tool.ts";
import { absentFromHelp, type Row, tableMigration } from "./row.ts";

const git = "git -c user.name=you -c user.email=you@example.com";
const commit = `${git} add -A . && ${git} commit -q -m work`;

interface Branches {
  readonly project: Project;
  readonly merge: Answer;
}

/**
 * Two git branches, each with a migration; the one with the later date is applied already when the other one comes. This
 * is the merge of the two.
 */
async function twoBranches(lab: Lab, tool: Tool): Promise<Branches> {
  const project = await lab.project(tool, "postgresql");
  await project.write(".gitignore", "node_modules\n");
  await tool.addMigration(project, tableMigration("base", 1));
  await project.succeed(
    `git init -q -b main . && ${commit} && git branch first && git checkout -q -b second`,
  );
  await tool.addMigration(project, tableMigration("of_second", 3));
  await project.succeed(`${commit} && git checkout -q first`);
  await tool.addMigration(project, tableMigration("of_first", 2));
  await project.succeed(`${commit} && git checkout -q main && git merge -q second`);
  await project.succeed(tool.apply);
  return { project, merge: await project.run(`${git} merge -q --no-edit first`) };
}

export const noticed: Row = {
  name: "two-heads",
  title: "Two git branches with a migration each: told before anything runs",
  async run(lab, tool) {
    const { project, merge } = await twoBranches(lab, tool);
    if (merge.status !== 0) return partly(`git itself stops: ${telling(merge.text)}`);
    for (const command of tool.checks) {
      const { status, text } = await project.run(command);
      if (status !== 0) return yes(`\`${command}\` ends with ${status}: ${telling(text)}`);
    }
    const { status, text } = await project.run(tool.apply);
    if (status !== 0) return partly(`only when it is applied: ${telling(text)}`);
    return no(`\`${tool.apply}\` runs the earlier one after the later one and says nothing`);
  },
};

export const joined: Row = {
  name: "merge",
  title: "… and a command joins them",
  async run(lab, tool) {
    const { project } = await twoBranches(lab, tool);
    if (tool.merge === null) return absentFromHelp(project, tool, /\b(?:merge|rebase)\b/i);
    await project.succeed(tool.merge);
    for (const command of tool.checks) await project.succeed(command);
    await project.succeed(tool.apply);
    const both = (await project.hasTable("of_first")) && (await project.hasTable("of_second"));
    return both
      ? yes(`\`${tool.merge}\`, then \`${tool.apply}\`: both are applied`)
      : no(`\`${tool.merge}\`: a migration is missing`);
  },
};
