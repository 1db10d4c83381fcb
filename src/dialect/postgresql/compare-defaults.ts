import type { Connection } from "../../connection/connection.ts";
import { nameText } from "../../schema/names.ts";
import type { DefaultPair } from "../comparison.ts";
import { numberValue, squeezed, stringValue, withoutParentheses } from "../default/compare-text.ts";
import { textOrNull } from "../reflect-values.ts";
import { isTrue } from "./catalogue-flag.ts";
import { types } from "./types.ts";
import { inHalves, undone } from "./undone.ts";

/** What the texts of two defaults tell; `null` where only the server knows. */
export function defaultsDiffer(pair: DefaultPair): boolean | null {
  if (isOwnSequence(pair)) return false;
  const [inspected, model] = [normalDefault(pair.inspectedText), normalDefault(pair.modelText)];
  if (inspected === model) return false;
  if (inspected === null || model === null) return true;
  const isText = textTypes.test(types.compile(pair.inspected.type, pair.inspected));
  return isText && stringValue(inspected) !== null && stringValue(model) !== null ? true : null;
}

/** Types whose values are what the literal says, letter by letter. */
const textTypes = /^(?:VARCHAR|TEXT|CHARACTER VARYING)/i;

/** A SERIAL column whose model names the column's own sequence. */
function isOwnSequence({ inspected, inspectedText, modelText, reflected }: DefaultPair): boolean {
  if (inspectedText !== null || modelText === null) return false;
  const owned = reflected.ownedSequences.find(({ column }) => column === nameText(inspected.name));
  const named = /^nextval\('(?:[^'.]+\.)?"?([^'"]+)"?'(?:::regclass)?\)$/i.exec(modelText)?.[1];
  return owned !== undefined && owned.sequence === named;
}

const cast = /::(?:"[^"]+"|[a-z_][\w ]*?\w?)(?:\.(?:"[^"]+"|\w+))?(?:\([\d, ]*\))?(?:\[\])*$/i;

/** Without outer parentheses and casts; a number bare, also one in quotes. */
function normalDefault(text: string | null): string | null {
  if (text === null) return null;
  let bare = withoutParentheses(text);
  while (cast.test(bare) && !hasOperator(bare)) bare = withoutParentheses(bare.replace(cast, ""));
  const literal = stringValue(bare);
  if (literal !== null) return numberValue(literal) ?? bare;
  const expression = squeezed(bare).replace(/::regclass(?=\))/, "");
  if (expression === "null") return null;
  if (expression === "current_timestamp" || expression === "transaction_timestamp()") return "now()";
  return numberValue(expression) ?? expression;
}

/** Whether a cast at the end may belong to the last operand only. */
function hasOperator(text: string): boolean {
  return /[-+*/|<>=]|\b(?:and|or|not|is|in|like)\b/i.test(
    text
      .replace(/'(?:[^']|'')*'/gs, "")
      .replace(cast, "")
      .replace(/^-/, ""),
  );
}

/**
 * Lets the server compare: first it writes the models' defaults its own way, then it evaluates those constants that
 * still differ. Everything happens in a temporary table that is rolled back. A model's default that the server refuses
 * counts as a difference.
 */
export async function defaultsDifferOnServer(
  connection: Connection,
  pairs: readonly DefaultPair[],
): Promise<readonly boolean[]> {
  if (pairs.length === 0) return [];
  return undone(connection, async () => {
    const written = await answers(connection, pairs, (some) =>
      undone(connection, () => writtenByServer(connection, some)),
    );
    const differs = (pair: DefaultPair): boolean => written.get(pair) !== pair.inspectedText;
    const constant = pairs.filter((pair) => differs(pair) && isConstant(pair));
    const equal = await answers(connection, constant, (some) => evaluatedEqual(connection, some));
    return pairs.map((pair) => differs(pair) && equal.get(pair) !== true);
  });
}

/** A table of PostgreSQL has room for 1,600 columns, and an answer for 1,664. */
const defaultsAtOnce = 250;

/** What the server says of each of the defaults, which are asked for in parts; nothing of those that it refuses. */
async function answers<T>(
  connection: Connection,
  pairs: readonly DefaultPair[],
  ask: (some: readonly DefaultPair[]) => Promise<readonly T[]>,
): Promise<ReadonlyMap<DefaultPair, T>> {
  const found = new Map<DefaultPair, T>();
  const forSome = async (some: readonly DefaultPair[]): Promise<void> => {
    for (const [index, answer] of (await ask(some)).entries()) {
      const pair = some[index];
      if (pair !== undefined) found.set(pair, answer);
    }
  };
  for (let start = 0; start < pairs.length; start += defaultsAtOnce)
    await inHalves(connection, pairs.slice(start, start + defaultsAtOnce), { forSome });
  return found;
}

const scratch = "alembic_ts_compare_defaults";

async function writtenByServer(
  connection: Connection,
  pairs: readonly DefaultPair[],
): Promise<readonly (string | null)[]> {
  const columns = pairs.map(
    ({ inspected, modelText }, index) =>
      `c${index} ${types.compile(inspected.type, inspected)} DEFAULT ${modelText}`,
  );
  await connection.execute(`CREATE TEMPORARY TABLE ${scratch} (${columns.join(", ")})`);
  const rows = await connection.executeArrays(
    `SELECT attnum, pg_catalog.pg_get_expr(adbin, adrelid) FROM pg_catalog.pg_attribute
     LEFT JOIN pg_catalog.pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE attrelid = 'pg_temp.${scratch}'::regclass AND attnum > 0 ORDER BY attnum`,
  );
  return rows.map(([, text]) => textOrNull(text));
}

/** Whether both sides are made of literals and operators: calls and CURRENT_… mean another value each time. */
function isConstant({ inspectedText, modelText }: DefaultPair): boolean {
  return [inspectedText, modelText].every((text) => {
    const code = (text ?? "").replace(/'(?:[^']|'')*'/gs, "").replace(/::[\w ."]+(?:\([\d, ]*\))?/g, "");
    return !/\w\s*\(|\b(?:current_|local|session_|user\b)/i.test(code);
  });
}

async function evaluatedEqual(
  connection: Connection,
  pairs: readonly DefaultPair[],
): Promise<readonly boolean[]> {
  // As text: some types (json, point) have no equality.
  const columns = pairs.map(({ inspected, inspectedText, modelText }) => {
    const type = types.compile(inspected.type, inspected);
    return `(CAST((${inspectedText}) AS ${type}))::text IS NOT DISTINCT FROM (CAST((${modelText}) AS ${type}))::text`;
  });
  const [row = []] = await connection.executeArrays(`SELECT ${columns.join(", ")}`);
  return row.map(isTrue);
}
