import { type Code, callCode } from "../../operations/code.ts";
import type { GeneratedDefault, Identity } from "../../schema/server-default.ts";
import { plainText, type SqlPart, type SqlText } from "../../schema/sql-text.ts";
import { flatCode } from "./layout.ts";
import { stringLiteral, templateText } from "./literals.ts";
import type { SourceContext } from "./source-context.ts";

/** SQL text as a `` sql`…` `` template. */
export function renderSqlText(text: SqlText, r: SourceContext): Code {
  return `${r.sqlTag()}\`${text.parts.map((part) => renderPart(part, r)).join("")}\``;
}

function renderPart(part: SqlPart, r: SourceContext): string {
  if (part.kind === "raw") return templateText(part.text);
  if (part.kind === "identifier") {
    return `\${${r.sqlTag()}.id(${part.path.map(stringLiteral).join(", ")})}`;
  }
  return `\${${flatCode(r.value(part.value))}}`;
}

/** Where a string is raw SQL: a string where the text is plain. */
export function renderRawSql(text: string | SqlText, r: SourceContext): Code {
  if (typeof text === "string") return stringLiteral(text);
  const plain = plainText(text);
  return plain === null ? renderSqlText(text, r) : stringLiteral(plain);
}

/** A server default, identity or computed expression. */
export function renderServerDefault(value: GeneratedDefault, r: SourceContext): Code {
  switch (value.kind) {
    case "literal_default":
      return r.value(value.value);
    case "sql_text":
      return renderSqlText(value, r);
    case "sql_function":
      return functionCall(value.name, r);
    case "sql_constant":
      return r.schema(String(value.value), []);
    case "next_value":
      return r.schema("nextValue", [
        r.name(value.sequence),
        ...r.options({ schema: value.schema === null ? undefined : stringLiteral(value.schema) }),
      ]);
    case "inline_literal":
      return callCode(`${r.operationsPrefix()}inlineLiteral`, [
        r.value(value.value),
        ...(value.type === null ? [] : [r.type(value.type)]),
      ]);
    case "identity":
      return r.schema("identity", r.options(identityMembers(value, r)));
    case "computed":
      return r.schema("computed", [
        renderRawSql(value.text, r),
        ...r.options({ persisted: value.persisted === null ? undefined : String(value.persisted) }),
      ]);
  }
}

function functionCall(name: "now" | "current_date" | "current_timestamp", r: SourceContext): Code {
  const camelCase = { now: "now", current_date: "currentDate", current_timestamp: "currentTimestamp" };
  return r.schema(`func.${camelCase[name]}`, []);
}

function identityMembers(identity: Identity, r: SourceContext): Record<string, Code> {
  const { kind: _kind, ...options } = identity;
  return Object.fromEntries(
    Object.entries(options)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, r.value(value)]),
  );
}
