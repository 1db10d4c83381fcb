import type { Connection } from "../../connection/connection.ts";
import { typeOn } from "../../schema/types/sql-type.ts";
import type { TypeChange, TypeConversion } from "../comparison.ts";
import { isTrue } from "./catalogue-flag.ts";
import { identifiers } from "./identifiers.ts";
import { types } from "./types.ts";
import { attempt, undone } from "./undone.ts";

/** What the catalogue says of two types; a type that is yet to be created has no category. */
interface Casting {
  readonly isSame: boolean;
  readonly fromArray: boolean;
  readonly toArray: boolean;
  readonly fromCategory: string | null;
  readonly toCategory: string | null;
  /** `i` implicit, `a` in assignments, `e` only where it is written; `null` where there is no cast. */
  readonly context: string | null;
}

/** Follows domains to the types they are based on, and arrays to those of their elements. */
const query = `
  WITH RECURSIVE pairs AS (
    SELECT n, to_regtype(f) AS f, to_regtype(t) AS t
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS given (f, t, n)
  ), steps (start, oid, is_array) AS (
    SELECT DISTINCT type, type::oid, false FROM pairs, unnest(ARRAY[f, t]) AS type WHERE type IS NOT NULL
    UNION ALL
    SELECT start, CASE typtype WHEN 'd' THEN typbasetype ELSE typelem END, is_array OR typtype <> 'd'
    FROM steps JOIN pg_catalog.pg_type USING (oid)
    WHERE typtype = 'd' OR (typcategory = 'A' AND typelem <> 0)
  ), ends AS (
    SELECT start, oid, is_array, typcategory FROM steps JOIN pg_catalog.pg_type USING (oid)
    WHERE NOT (typtype = 'd' OR (typcategory = 'A' AND typelem <> 0))
  )
  SELECT a.oid = b.oid, a.is_array, b.is_array, a.typcategory, b.typcategory, castcontext
  FROM pairs
  LEFT JOIN ends a ON a.start = f LEFT JOIN ends b ON b.start = t
  LEFT JOIN pg_catalog.pg_cast ON castsource = a.oid AND casttarget = b.oid
  ORDER BY n`;

/** How PostgreSQL converts columns from one type to another (PostgreSQL docs, CREATE CAST). */
export async function conversions(
  connection: Connection,
  changes: readonly TypeChange[],
): Promise<readonly (TypeConversion | null)[]> {
  const castings = await undone(
    connection,
    async () => (await castingsOf(connection, changes)) ?? (await oneByOne(connection, changes)),
  );
  return changes.map((change, index) => {
    const casting = castings[index] ?? null;
    return casting === null ? null : conversion(change, casting);
  });
}

/** A type that is no name to the server, such as one with a typing error, is refused: then the migration tells. */
async function castingsOf(
  connection: Connection,
  changes: readonly TypeChange[],
): Promise<readonly Casting[] | null> {
  const names = [changes.map(({ from }) => nameOf(from)), changes.map(({ to }) => nameOf(to))];
  const { value } = await attempt(connection, () => connection.executeArrays(query, names));
  return value?.map(castingOf) ?? null;
}

async function oneByOne(
  connection: Connection,
  changes: readonly TypeChange[],
): Promise<readonly (Casting | null)[]> {
  const found: (Casting | null)[] = [];
  for (const change of changes) found.push((await castingsOf(connection, [change]))?.[0] ?? null);
  return found;
}

/** The type as `to_regtype` takes it: a collation belongs to the column. */
function nameOf(type: TypeChange["from"]): string {
  return ddlType(type).replace(/ COLLATE .*$/, "");
}

function ddlType(type: TypeChange["from"]): string {
  return types.compile(typeOn(type, "postgresql"));
}

function castingOf([isSame, fromArray, toArray, from, to, context]: readonly unknown[]): Casting {
  const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
  return {
    isSame: isTrue(isSame),
    fromArray: isTrue(fromArray),
    toArray: isTrue(toArray),
    fromCategory: text(from),
    toCategory: text(to),
    context: text(context),
  };
}

const jsonTypes = /^JSONB?$/;

function conversion({ column, from, to }: TypeChange, casting: Casting): TypeConversion {
  const found = castFound(casting);
  if (found === "automatic") return { options: {}, isAlike: isAlike(casting), note: null };
  const name = identifiers.quote(column);
  const [source, target] = [ddlType(from), ddlType(to)];
  if (found === "written") return using(`${name}::${target}`, null);
  // The text of an array or a date is no JSON.
  if (jsonTypes.test(target)) return using(`to_${target.toLowerCase()}(${name})`, null);
  const list = casting.fromArray && casting.toArray ? "[]" : "";
  const text = jsonTypes.test(source) ? `(${name} #>> '{}')` : `${name}::TEXT${list}`;
  return using(
    `${text}::${target}`,
    `PostgreSQL has no cast from ${source} to ${target}: values are converted by their text. Write another \`using\` where that is not meant.`,
  );
}

function using(expression: string, note: string | null): TypeConversion {
  return { options: { postgresql: { using: expression } }, isAlike: false, note };
}

/** Whether what the server converts by itself keeps its operators. */
function isAlike({ isSame, fromArray, toArray, fromCategory, toCategory }: Casting): boolean {
  if (fromArray !== toArray) return false;
  return isSame || (fromCategory === toCategory && fromCategory !== "U");
}

/** Whether the server converts by itself, only where a cast is written, or not at all. */
function castFound(casting: Casting): "automatic" | "written" | "none" {
  const { isSame, fromArray, toArray, fromCategory, toCategory, context } = casting;
  if (fromArray === toArray) {
    if (isSame || toCategory === "S" || context === "i" || context === "a") return "automatic";
    return context === "e" || fromCategory === "S" ? "written" : "none";
  }
  // A text is the source of everything and the target of everything, but no other type changes into an array.
  if (toCategory === "S" && !toArray) return "automatic";
  return fromCategory === "S" && !fromArray ? "written" : "none";
}
