import type { BatchItem } from "../../directives/index.ts";
import { behaviourOf, isSqlDirective } from "../../operations/behaviours.ts";
import type { Code, CodeEntry, CodeList } from "../../operations/code.ts";
import { type CustomDirective, customOperationOf } from "../../operations/custom-operations.ts";
import { operationError } from "../../operations/operation-error.ts";
import { layoutCode } from "./layout.ts";
import { commentLines, stringLiteral } from "./literals.ts";
import { rendererOf } from "./renderers.ts";
import type { SourceContext } from "./source-context.ts";

/** Where a statement stands. */
export interface StatementPlace {
  readonly indent: number;
  readonly width: number;
  readonly context: SourceContext;
}

/** One directive as a statement, with what would be lost in comments before it. */
export function renderStatement(item: BatchItem, place: StatementPlace): readonly string[] {
  const pad = " ".repeat(place.indent);
  return [...warningLines(item.directive), ...statementLines(item, place)].map((line) => `${pad}${line}`);
}

/** What would be lost, where the directive says so. */
function warningLines(directive: CustomDirective): readonly string[] {
  const warning = directive.info?.warning;
  return typeof warning === "string" ? commentLines(warning) : [];
}

function statementLines(item: BatchItem, place: StatementPlace): readonly string[] {
  const { indent, width, context } = place;
  const { directive } = item;
  if (directive.kind === "execute" && directive.outsideTransaction === true) {
    const inside = { directive: { ...directive, outsideTransaction: false } };
    return [
      `await ${context.operationsPrefix()}autocommitBlock(async () => {`,
      ...statementLines(inside, { ...place, indent: indent + 2 }).map((line) => `  ${line}`),
      "});",
    ];
  }
  const code = codeOf(item.directive, context);
  if (isLines(code)) return code;
  if (typeof code === "string") return [/[;}]$/.test(code) ? code : `${code};`];
  const call = code.kind === "list" ? withPlace(code, item) : code;
  return [`${layoutCode(call, { indent, before: indent, after: 1, width })};`];
}

function isLines(code: Code | readonly string[]): code is readonly string[] {
  return Array.isArray(code);
}

function codeOf(directive: CustomDirective, context: SourceContext): Code | readonly string[] {
  const renderer = rendererOf(directive.kind);
  if (renderer !== undefined) return renderer(context, directive);
  if (isSqlDirective(directive)) return behaviourOf(directive).render(directive, context);
  const custom = customOperationOf(directive.kind);
  if (custom?.render !== undefined) return custom.render(directive, context);
  throw operationError(
    `Nothing says how a directive of kind '${directive.kind}' is written into a revision file.`,
    {
      hint: "Give the operation's definition a `render` function, or use renderers.dispatchFor.",
    },
  );
}

/** The call with the column's place in its options. */
function withPlace(call: CodeList, { insertBefore, insertAfter }: BatchItem): CodeList {
  const place = Object.entries({ insertBefore, insertAfter }).flatMap(([key, value]): CodeEntry[] =>
    value === undefined ? [] : [{ kind: "entry", key, value: stringLiteral(value) }],
  );
  if (place.length === 0) return call;
  const last = call.items.at(-1);
  const hasOptions = typeof last === "object" && last.kind === "list" && last.brackets === "{}";
  const others = hasOptions ? call.items.slice(0, -1) : call.items.filter((item) => item !== "{}");
  const options = hasOptions ? [...last.items, ...place] : place;
  return { ...call, items: [...others, { kind: "list", head: "", brackets: "{}", items: options }] };
}
