import { type Finding, no, partly, telling, yes } from "../finding.ts";
import type { Project } from "../project.ts";
import type { Row } from "./row.ts";

/** Each with what has to hold afterwards; a statement that must be refused proves a constraint. */
const promises: readonly { readonly what: string; holds(project: Project): Promise<boolean> }[] = [
  { what: "rows of the table", holds: async (project) => (await count(project, "item")) === 1 },
  { what: "rows that refer to it", holds: async (project) => (await count(project, "part")) === 1 },
  { what: "CHECK", holds: (project) => isRefused(project, "UPDATE item SET price = -1") },
  {
    what: "UNIQUE",
    holds: (project) => isRefused(project, "INSERT INTO item (id, price, code) VALUES (9, 1, 'c')"),
  },
  { what: "DEFAULT", holds: async (project) => (await addedName(project)) === "x" },
  {
    what: "partial index",
    holds: async (project) => /where/i.test(await definition(project, "item_price")),
  },
  { what: "trigger", holds: async (project) => (await definition(project, "item_log")) !== "" },
  {
    what: "foreign key of the other table",
    holds: (project) => isRefused(project, "PRAGMA foreign_keys = ON; INSERT INTO part VALUES (5, 77)"),
  },
];

async function count(project: Project, table: string): Promise<number> {
  return (await project.sql(`SELECT * FROM ${table} WHERE id = 1`)).length;
}

function isRefused(project: Project, statement: string): Promise<boolean> {
  return project.sql(statement).then(
    () => false,
    (error: unknown) => /constraint/i.test(String(error)),
  );
}

async function addedName(project: Project): Promise<unknown> {
  await project.sql("INSERT INTO item (id, price, code) VALUES (3, 1, 'd')");
  return (await project.sql("SELECT name FROM item WHERE id = 3"))[0]?.name;
}

async function definition(project: Project, name: string): Promise<string> {
  const rows = await project.sql(`SELECT sql FROM sqlite_master WHERE name = '${name}'`);
  return String(rows[0]?.sql ?? "");
}

async function judge(project: Project, applied: { status: number | null; text: string }): Promise<Finding> {
  const type = (await project.sql("SELECT type FROM pragma_table_info('item') WHERE name = 'price'"))[0]
    ?.type;
  if (applied.status !== 0) return no(telling(applied.text));
  if (/int/i.test(String(type))) return no(`the column is still ${type}`);
  const lost: string[] = [];
  for (const { what, holds } of promises) if (!(await holds(project))) lost.push(what);
  if (lost.length === 0) return yes(`kept: ${promises.map(({ what }) => what).join(", ")}`);
  return lost.some((what) => what.startsWith("rows"))
    ? no(`LOST: ${lost.join(", ")}`)
    : partly(`changed, but lost: ${lost.join(", ")}`);
}

export const sqliteChange: Row = {
  name: "sqlite-change",
  title: "SQLite: a column's type changed; rows, constraints, trigger, references kept",
  async run(lab, tool) {
    const project = await lab.project(tool, "sqlite");
    await tool.sqliteChange(project);
    await project.sql(
      "INSERT INTO item (id, price, code) VALUES (1, 5, 'c'); INSERT INTO part VALUES (1, 1)",
    );
    return judge(project, await project.run(tool.apply));
  },
};
