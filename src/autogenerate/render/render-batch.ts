import type { BatchAlterTableOp } from "../../directives/index.ts";
import { arrayCode, type Code } from "../../operations/code.ts";
import type { CodeOptions } from "../../operations/render-context.ts";
import { flatCode, layoutCode } from "./layout.ts";
import { batchName, type SourceContext } from "./source-context.ts";

/** A batch block around statements, which `body` renders at the indentation it is given. */
export function renderBatchBlock(
  head: Omit<BatchAlterTableOp, "items">,
  body: (indent: number) => readonly string[],
  place: { readonly indent: number; readonly width: number; readonly context: SourceContext },
): readonly string[] {
  const { indent, width, context: r } = place;
  const args = [r.name(head.tableName), ...r.options(headOptions(head, r))];
  const callee = `await ${r.operationsPrefix()}batchAlterTable`;
  const pad = " ".repeat(indent);
  const start = `${callee}(${args.map((arg) => `${flatCode(arg)}, `).join("")}async (${batchName}) => {`;
  if (indent + start.length <= width) {
    return [`${pad}${start}`, ...body(indent + 2), `${pad}});`];
  }
  const inner = indent + 2;
  const lines = args.map(
    (arg) => `${" ".repeat(inner)}${layoutCode(arg, { indent: inner, before: inner, after: 1, width })},`,
  );
  return [
    `${pad}${callee}(`,
    ...lines,
    `${pad}  async (${batchName}) => {`,
    ...body(indent + 4),
    `${pad}  },`,
    `${pad});`,
  ];
}

function headOptions(head: Omit<BatchAlterTableOp, "items">, r: SourceContext): CodeOptions {
  const { prefixes = [], ...tableOptions } = head.tableOptions;
  const [tableOptionsCode] = r.options({
    ...r.dialectOptions(tableOptions),
    prefixes: listed(prefixes.map((each) => r.value(each))),
  });
  return {
    ...r.schemaOption(head.schema),
    recreate: head.recreate === "auto" ? undefined : r.value(head.recreate),
    copyFrom: head.copyFrom === null ? undefined : r.table(head.copyFrom),
    reflectColumns: listed(head.reflectColumns.map((each) => r.column(each))),
    reflectOptions: Object.keys(head.reflectOptions).length === 0 ? undefined : r.value(head.reflectOptions),
    tableElements: listed(head.tableElements.map((each) => r.constraint(each))),
    tableOptions: tableOptionsCode,
    partialReordering: listed(head.partialReordering.map((each) => r.names(each))),
    namingConvention: head.namingConvention === null ? undefined : r.value(head.namingConvention),
  };
}

function listed(items: readonly Code[]): Code | undefined {
  return items.length === 0 ? undefined : arrayCode(items);
}
