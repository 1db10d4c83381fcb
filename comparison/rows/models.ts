import { type Finding, no, notAsked, partly, telling, yes } from "../finding.ts";
import type { Lab } from "../lab.ts";
import type { Project } from "../project.ts";
import type { ModelCommands, Tool } from "../tool.ts";
import type { Row } from "./row.ts";

/** What a tool without models gives instead: an empty file, which is looked at. */
async function emptyFile(lab: Lab, tool: Tool): Promise<string> {
  if (tool.skeleton === null) throw new Error(`tools/${tool.folder} has neither models nor an empty file.`);
  const project = await lab.project(tool, "postgresql");
  const before = await project.files(tool.skeleton.folder);
  await project.succeed(tool.skeleton.make);
  const made = (await project.files(tool.skeleton.folder)).filter((path) => !before.includes(path));
  const texts = await Promise.all(made.map((path) => project.read(path)));
  const code = texts.join("\n").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
  if (made.length === 0 || /createTable|create table/i.test(code))
    throw new Error(`'${tool.skeleton.make}' did not write an empty file.`);
  return `\`${tool.skeleton.make}\` writes an empty file`;
}

interface Applied {
  readonly project: Project;
  readonly models: ModelCommands;
}

/** The first models, as a migration that the tool wrote, in the database. */
async function firstModels(lab: Lab, tool: Tool): Promise<Applied | null> {
  if (tool.models === null) return null;
  const project = await lab.project(tool, "postgresql");
  await tool.models.write(project, "first");
  await project.succeed(tool.models.generate);
  await project.succeed(tool.apply);
  await project.sql("INSERT INTO account (id, name) VALUES (1, 'ann')");
  return { project, models: tool.models };
}

async function isClean({ project, models }: Applied): Promise<{ clean: boolean; text: string }> {
  const answer = await project.run(models.compare);
  return { clean: models.isClean(answer), text: telling(answer.text) };
}

/** A row about tools that write migrations from models. */
function modelRow(
  name: string,
  title: string,
  judge: (applied: Applied, tool: Tool) => Promise<Finding>,
): Row {
  return {
    name,
    title,
    async run(lab, tool) {
      const applied = await firstModels(lab, tool);
      return applied === null ? notAsked(await emptyFile(lab, tool)) : judge(applied, tool);
    },
  };
}

export const written: Row = {
  name: "from-models",
  title: "Writes migrations from models, both directions",
  async run(lab, tool) {
    const applied = await firstModels(lab, tool);
    if (applied === null) return no(await emptyFile(lab, tool));
    if (tool.takeBack === null) return partly(`\`${tool.models?.generate}\` writes the way up only`);
    await applied.project.succeed(tool.takeBack);
    return (await applied.project.hasTable("account"))
      ? partly(`after \`${tool.takeBack}\` the tables are still there`)
      : yes(`\`${tool.models?.generate}\`; the way back that it wrote was run too`);
  },
};

export const noFalseDifference: Row = modelRow(
  "no-false-difference",
  "No difference found right after applying",
  async (applied) => {
    const { clean, text } = await isClean(applied);
    return clean
      ? yes(`\`${applied.models.compare}\` finds none`)
      : no(`\`${applied.models.compare}\`: ${text}`);
  },
);

export const drift: Row = modelRow("drift", "Finds a change that somebody made by hand", async (applied) => {
  await applied.project.sql("ALTER TABLE account DROP COLUMN note");
  const { clean } = await isClean(applied);
  return clean
    ? no(`\`${applied.models.compare}\` finds nothing after a column was dropped by hand`)
    : yes(`\`${applied.models.compare}\` finds it`);
});

export const renamed: Row = modelRow(
  "rename",
  "A renamed column keeps its values",
  async ({ project, models }, tool) => {
    await models.write(project, "renamed");
    const generate = await project.run(models.generateRename);
    const applied = await project.run(tool.apply);
    const rows = await project.sql("SELECT full_name FROM account").catch(() => []);
    if (rows[0]?.full_name === "ann") return yes(`\`${models.generateRename}\`: the value is there`);
    const failed = [generate, applied].find(({ status }) => status !== 0);
    return no(failed === undefined ? "the column is there, its values are gone" : telling(failed.text));
  },
);
