import type { Finding } from "../finding.ts";
import { no } from "../finding.ts";
import type { Lab } from "../lab.ts";
import type { Project } from "../project.ts";
import type { HandWritten, Tool } from "../tool.ts";

/** A line of the table. */
export interface Row {
  readonly name: string;
  /** What the table calls it. */
  readonly title: string;
  /** Uses the tool and says what it saw. */
  run(lab: Lab, tool: Tool): Promise<Finding>;
}

/** A migration that makes a table and takes it away. */
export function tableMigration(name: string, day: number): HandWritten {
  return {
    name: `make_${name}`,
    time: `202601${String(day).padStart(2, "0")}000000`,
    up: [`CREATE TABLE ${name} (id INTEGER NOT NULL)`],
    down: [`DROP TABLE ${name}`],
  };
}

/** The finding for a tool that is said to have no command: its help is searched for one. */
export async function absentFromHelp(project: Project, tool: Tool, pattern: RegExp): Promise<Finding> {
  for (const command of tool.help) {
    const { text } = await project.succeed(command);
    const [word] = pattern.exec(text) ?? [];
    if (word !== undefined)
      throw new Error(`'${command}' speaks of '${word}': tools/${tool.folder} should use it.`);
  }
  return no(`\`${tool.help.join("`, `")}\` name no command or option for it`);
}
