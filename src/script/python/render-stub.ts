import { basename } from "node:path";
import type { Config } from "../../config/index.ts";
import { CommandError } from "../../errors/index.ts";
import { comma, literal, renderScript, type ScriptTemplate } from "../generate/script-template.ts";
import type { PythonRevision } from "./read-python-revision.ts";

const nothing = "// nothing to do";

/**
 * The TypeScript file that stands for a Python revision: the same identifiers and message. A body that did something
 * refuses to run until somebody has translated it, with the Python source in a comment above.
 */
export async function renderStub(
  revision: PythonRevision,
  template: ScriptTemplate,
  config: Config,
): Promise<string> {
  const upgrades = stubBody(revision, "upgrade");
  const downgrades = stubBody(revision, "downgrade");
  const throws = [upgrades, downgrades].some((body) => body !== nothing);
  const text = await renderScript(
    template,
    {
      message: revision.message === "" ? "empty message" : revision.message,
      upRevision: revision.revision,
      downRevision: revision.downRevision,
      branchLabels: revision.branchLabels,
      dependsOn: revision.dependsOn,
      createDate: revision.createDate,
      config,
      comma,
      literal,
    },
    { upgrades, downgrades, imports: throws ? 'import { CommandError } from "alembic-ts";' : "" },
  );
  if (text.includes(upgrades) && text.includes(downgrades)) return text;
  throw new CommandError(`The template ${template.path} has no place for the bodies of a revision`, {
    code: "TEMPLATE",
    hint: "Use a template with 'upgrades' and 'downgrades', such as generic.",
    details: { template: template.path },
  });
}

function stubBody(revision: PythonRevision, direction: "upgrade" | "downgrade"): string {
  const source = revision[direction];
  if (source === "") return nothing;
  const message = `${direction}() of revision ${revision.revision} is still to be translated from ${basename(revision.path)}`;
  const lines = [
    "// In Python:",
    ...source.split("\n").map((line) => `//   ${line}`.trimEnd()),
    `throw new CommandError(${JSON.stringify(message)}, {`,
    '  hint: "Write its operations here, or apply it with Python\'s Alembic first.",',
    "});",
  ];
  return lines.join("\n  ");
}
