import { no, partly, telling, yes } from "../finding.ts";
import { absentFromHelp, type Row, tableMigration } from "./row.ts";

export const takenBack: Row = {
  name: "downgrade",
  title: "Takes the last migration back",
  async run(lab, tool) {
    const project = await lab.project(tool, "postgresql");
    await tool.addMigration(project, tableMigration("base", 1));
    await tool.addMigration(project, tableMigration("late", 2));
    await project.succeed(tool.apply);
    if (tool.takeBack === null) return absentFromHelp(project, tool, /\b(?:down|undo|revert|rollback)\b/i);
    await project.succeed(tool.takeBack);
    const isBack = (await project.hasTable("base")) && !(await project.hasTable("late"));
    return isBack
      ? yes(`\`${tool.takeBack}\` takes back the last one only`)
      : no(`after \`${tool.takeBack}\` the tables are not those of before`);
  },
};

export const scripted: Row = {
  name: "sql-script",
  title: "SQL script for a DBA, bookkeeping included",
  async run(lab, tool) {
    const project = await lab.project(tool, "postgresql");
    await tool.addMigration(project, tableMigration("base", 1));
    if (tool.script === null) return absentFromHelp(project, tool, /--(?:sql|script|dry-?run)\b/i);
    const { stdout } = await project.succeed(tool.script);
    await project.sql(stdout);
    if (!(await project.hasTable("base"))) return no(`the output of \`${tool.script}\` makes no table`);
    const { status, text } = await project.run(tool.apply);
    return status === 0
      ? yes(`\`${tool.script}\`, run by hand; \`${tool.apply}\` then has nothing to do`)
      : partly(`SQL yes, but \`${tool.apply}\` wants to run it again: ${telling(text)}`);
  },
};

export const previewed: Row = {
  name: "preview",
  title: "Shows what would run on this database",
  async run(lab, tool) {
    const project = await lab.project(tool, "postgresql");
    await tool.addMigration(project, tableMigration("base", 1));
    await project.succeed(tool.apply);
    await tool.addMigration(project, tableMigration("late", 2));
    if (tool.preview === null) return absentFromHelp(project, tool, /\b(?:status|list|plan|dry-?run)\b/i);
    const { text } = await project.run(tool.preview);
    if (await project.hasTable("late")) return no(`\`${tool.preview}\` applies it`);
    if (text.includes("CREATE TABLE late")) return yes(`\`${tool.preview}\` shows its SQL`);
    return text.includes("make_late")
      ? partly(`\`${tool.preview}\` shows its name, not what it does`)
      : no(`\`${tool.preview}\` does not show it`);
  },
};
