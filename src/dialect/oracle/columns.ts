import { UnsupportedError } from "../../errors/index.ts";
import { nameText } from "../../schema/names.ts";
import type { Identity } from "../../schema/server-default.ts";
import { columnClauses } from "../default/column-clauses.ts";
import type { DdlGrammar } from "../default/grammar.ts";
import { sequenceOptions } from "../default/sequence-options.ts";

/** Generated and identity columns as Oracle writes them. Source: Oracle SQL Language Reference, CREATE TABLE. */
export const columns: Pick<DdlGrammar, "columnSpec" | "computed" | "identity"> = {
  columnSpec: (scope, column, table) => {
    if (column.autoincrement === true && column.identity === null) {
      scope.context.warn(
        `Column '${nameText(table.name)}.${nameText(column.name)}' gets no values by itself: Oracle has no autoincrement, ` +
          "use sa.identity().",
      );
    }
    return columnClauses.columnSpec(scope, column, table);
  },
  computed: (scope, computed, column) => {
    if (computed.persisted !== true) return columnClauses.computed(scope, computed, column);
    throw new UnsupportedError(
      `Oracle Database computed columns do not support 'stored' persistence; column '${nameText(column.name)}' asks for it.`,
      {
        hint: "Leave persisted out, or set it to false.",
        details: { dialect: scope.name, column: nameText(column.name) },
      },
    );
  },
  identity: (_scope, identity) => {
    const options = identityOptions(identity);
    const kind =
      identity.always === true ? "ALWAYS" : `BY DEFAULT${identity.onNull === true ? " ON NULL" : ""}`;
    const words = `GENERATED ${kind} AS IDENTITY`;
    return options === "" ? words : `${words} (${options})`;
  },
};

/** Oracle writes the negative words in one: NOMINVALUE, NOCYCLE. */
function identityOptions(identity: Identity): string {
  const options = sequenceOptions(identity).replaceAll(/\bNO (?=MINVALUE|MAXVALUE|CYCLE)/g, "NO");
  const order = identity.order === undefined ? "" : identity.order ? "ORDER" : "NOORDER";
  return [options, order].filter((words) => words !== "").join(" ");
}
