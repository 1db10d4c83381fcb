import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { downgrade } from "../../../src/commands/downgrade.ts";
import { edit } from "../../../src/commands/edit.ts";
import { history } from "../../../src/commands/history.ts";
import { merge } from "../../../src/commands/merge.ts";
import { revision } from "../../../src/commands/revision.ts";
import { show } from "../../../src/commands/show.ts";
import { stamp } from "../../../src/commands/stamp.ts";
import { upgrade } from "../../../src/commands/upgrade.ts";
import type { Config } from "../../../src/config/index.ts";
import { TestProject } from "./project.ts";

describe("an empty revision is refused, not taken for the base", () => {
  let project: TestProject;
  const sql = { sql: true };

  beforeAll(async () => {
    project = new TestProject();
    await revision(project.config(), { revId: "aaaa" });
  });
  afterAll(() => project.remove());

  test.each<[string, (config: Config) => Promise<unknown>]>([
    ["upgrade", (config) => upgrade(config, "")],
    ["upgrade --sql", (config) => upgrade(config, "", sql)],
    ["upgrade --sql with an open end", (config) => upgrade(config, "aaaa:", sql)],
    ["upgrade --sql with both ends open", (config) => upgrade(config, ":", sql)],
    ["downgrade", (config) => downgrade(config, "")],
    ["downgrade --sql with an open end", (config) => downgrade(config, "aaaa:", sql)],
    ["stamp", (config) => stamp(config, "")],
    ["stamp, one of several", (config) => stamp(config, ["aaaa", ""])],
    ["stamp --sql with an open end", (config) => stamp(config, "aaaa:", sql)],
    ["merge", (config) => merge(config, "")],
    ["merge, one of several", (config) => merge(config, ["aaaa", ""])],
    ["merge of nothing", (config) => merge(config, [])],
    ["revision --head", (config) => revision(config, { head: "" })],
    ["show", (config) => show(config, "")],
    ["edit", (config) => edit(config, "")],
  ])("%s", async (_command, run) => {
    await expect(run(project.config())).rejects.toMatchObject({
      message: expect.stringMatching(/^Empty revision: /),
      hint: expect.stringContaining("Name "),
    });
    expect(await history(project.config())).toHaveLength(1);
  });

  test("the script of a downgrade begins at a revision that is named, too", async () => {
    await expect(downgrade(project.config(), ":base", sql)).rejects.toThrow(
      "downgrade with --sql requires <fromrev>:<torev>",
    );
  });

  test("the ends of history may be open", async () => {
    expect(await history(project.config(), { revRange: "aaaa:" })).toHaveLength(1);
    expect(await history(project.config(), { revRange: ":" })).toHaveLength(1);
  });
});
