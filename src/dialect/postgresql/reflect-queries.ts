import type { ArrayRow, Connection } from "../../connection/connection.ts";
import { arrayLiteral } from "./reflect-array.ts";

/**
 * The catalogue queries. What costs is the server's deparsing (`pg_get_expr` and its kin), so it is asked for only
 * where catalogue columns do not say the same: names, keys, orders, operator classes are put together by the client.
 * Source: PostgreSQL docs, "System Catalogs". Works from PostgreSQL 12 on.
 */

/** What the queries are about. */
export interface Scope {
  readonly schemas: readonly string[];
  /** Only these relations; `null`: all of the schemas. */
  readonly oids: readonly string[] | null;
  readonly serverMajor: number;
}

type Query = (connection: Connection, scope: Scope) => Promise<readonly ArrayRow[]>;

const query =
  (sql: (scope: Scope) => string): Query =>
  (connection, scope) =>
    connection.executeArrays(sql(scope), [
      arrayLiteral(scope.schemas),
      ...(scope.oids === null ? [] : [arrayLiteral(scope.oids)]),
    ]);

const inSchemas = "n.nspname = any($1::pg_catalog.name[])";
const notOfExtension = (classOid: string, oid: string): string =>
  `not exists (select from pg_catalog.pg_depend e where e.classid = '${classOid}'::pg_catalog.regclass and e.objid = ${oid} and e.deptype = 'e')`;

/** Joins `pg_class c` and `pg_namespace n` to a column that holds a table's oid, within the scope. */
const tables = (oid: string, scope: Scope): string =>
  `join pg_catalog.pg_class c on c.oid = ${oid} join pg_catalog.pg_namespace n on n.oid = c.relnamespace ` +
  `and ${inSchemas} and c.relkind in ('r', 'p')${
    scope.oids === null ? "" : " and c.oid = any($2::pg_catalog.oid[])"
  }`;

/** oid, schema, name, kind, persistence, is partition, partition key, view query, storage options, tablespace */
export const readRelations: Query = query(
  () => `
select c.oid, n.nspname, c.relname, c.relkind, c.relpersistence, c.relispartition,
  case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end,
  case when c.relkind in ('v', 'm') then pg_catalog.pg_get_viewdef(c.oid) end,
  c.reloptions, s.spcname
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_tablespace s on s.oid = c.reltablespace
where ${inSchemas} and c.relkind in ('r', 'p', 'v', 'm')
  and ${notOfExtension("pg_catalog.pg_class", "c.oid")}
order by n.nspname, c.relname`,
);

/**
 * table, number, name, type, type oid, not null, default, identity, generated, collation oid when not the type's
 * own, collation oid
 */
export const readColumns: Query = query(
  (scope) => `
select a.attrelid, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.atttypid, a.attnotnull,
  pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated,
  case when a.attcollation <> t.typcollation then a.attcollation end, a.attcollation
from pg_catalog.pg_attribute a
${tables("a.attrelid", scope)}
join pg_catalog.pg_type t on t.oid = a.atttypid
left join pg_catalog.pg_attrdef d on a.atthasdef and d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attnum > 0 and not a.attisdropped
order by a.attrelid, a.attnum`,
);

/** table, number, name: the columns of tables by their oids */
export const readColumnNames = (
  connection: Connection,
  oids: readonly string[],
): Promise<readonly ArrayRow[]> =>
  connection.executeArrays(
    `select a.attrelid, a.attnum, a.attname from pg_catalog.pg_attribute a
where a.attnum > 0 and a.attrelid = any($1::pg_catalog.oid[])`,
    [arrayLiteral(oids)],
  );

/**
 * oid, table, name, type, deferrable, deferred, validated, no inherit, columns, referred table oid, its name and schema,
 * referred columns, on update, on delete, match, index oid, CHECK expression, EXCLUDE operators, parent oid,
 * columns of ON DELETE SET, enforced, of a period (WITHOUT OVERLAPS, PERIOD)
 */
export const readConstraints: Query = query(
  (scope) => `
select k.oid, k.conrelid, k.conname, k.contype, k.condeferrable, k.condeferred, k.convalidated, k.connoinherit,
  k.conkey, k.confrelid, f.relname, fn.nspname, k.confkey, k.confupdtype, k.confdeltype, k.confmatchtype, k.conindid,
  case when k.contype = 'c' then pg_catalog.pg_get_expr(k.conbin, k.conrelid, true) end,
  case when k.contype = 'x' then array(select o.oprname from pg_catalog.unnest(k.conexclop) with ordinality u(oid, place)
    join pg_catalog.pg_operator o on o.oid = u.oid order by u.place) end,
  k.conparentid, ${scope.serverMajor >= 15 ? "k.confdelsetcols" : "null"}, ${
    scope.serverMajor >= 18 ? "k.conenforced, k.conperiod" : "true, false"
  }
from pg_catalog.pg_constraint k
${tables("k.conrelid", scope)}
left join pg_catalog.pg_class f on f.oid = k.confrelid
left join pg_catalog.pg_namespace fn on fn.oid = f.relnamespace
where k.contype in ('p', 'u', 'f', 'c', 'x')
order by k.conrelid, k.conname`,
);

/**
 * oid, table, name, unique, key column count, columns, orders, operator classes, collations, method, storage options,
 * tablespace, predicate, expressions, nulls not distinct
 */
export const readIndexes: Query = query(
  (scope) => `
select i.indexrelid, i.indrelid, x.relname, i.indisunique, i.indnkeyatts, i.indkey::pg_catalog.int2[],
  i.indoption::pg_catalog.int2[], i.indclass::pg_catalog.oid[], i.indcollation::pg_catalog.oid[], m.amname,
  x.reloptions, s.spcname, pg_catalog.pg_get_expr(i.indpred, i.indrelid),
  case when i.indexprs is not null then array(
    select pg_catalog.pg_get_indexdef(i.indexrelid, g, true) from pg_catalog.generate_series(1, i.indnkeyatts) g
    where i.indkey[g - 1] = 0 order by g) end,
  ${scope.serverMajor >= 15 ? "i.indnullsnotdistinct" : "false"}
from pg_catalog.pg_index i
${tables("i.indrelid", scope)}
join pg_catalog.pg_class x on x.oid = i.indexrelid
join pg_catalog.pg_am m on m.oid = x.relam
left join pg_catalog.pg_tablespace s on s.oid = x.reltablespace
order by i.indrelid, x.relname`,
);

/** table, parent's schema, parent's name; partitions left out */
export const readInheritance: Query = query(
  (scope) => `
select h.inhrelid, pn.nspname, p.relname
from pg_catalog.pg_inherits h
${tables("h.inhrelid", scope)} and not c.relispartition
join pg_catalog.pg_class p on p.oid = h.inhparent
join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
order by h.inhrelid, h.inhseqno`,
);

/**
 * schema, name, type, start, increment, minimum, maximum, cycle, cache, owner table, owner column number, kind of
 * ownership (`i` identity, `a` serial)
 */
export const readSequences: Query = (connection, scope) =>
  connection.executeArrays(
    `
select n.nspname, c.relname, pg_catalog.format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmin, s.seqmax,
  s.seqcycle, s.seqcache, d.refobjid, d.refobjsubid, d.deptype
from pg_catalog.pg_sequence s
join pg_catalog.pg_class c on c.oid = s.seqrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid
  and d.objsubid = 0 and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.deptype in ('a', 'i')
where (${inSchemas} or d.refobjid is not null) and c.relpersistence <> 't'
  and ${notOfExtension("pg_catalog.pg_class", "c.oid")}
order by n.nspname, c.relname`,
    [arrayLiteral(scope.schemas)],
  );

/**
 * oid, array type's oid, schema, name, kind (`e`, `d`), visible without schema, labels, base type, base type's oid,
 * not null, default, CHECK names, CHECK expressions, collation oid when not the base type's own, of an extension
 */
export const readTypes: Query = (connection) =>
  connection.executeArrays(`
select t.oid, t.typarray, n.nspname, t.typname, t.typtype, pg_catalog.pg_type_is_visible(t.oid),
  case when t.typtype = 'e' then array(select e.enumlabel from pg_catalog.pg_enum e where e.enumtypid = t.oid
    order by e.enumsortorder) end,
  case when t.typtype = 'd' then pg_catalog.format_type(t.typbasetype, t.typtypmod) end, t.typbasetype, t.typnotnull,
  t.typdefault,
  case when t.typtype = 'd' then array(select k.conname from pg_catalog.pg_constraint k where k.contypid = t.oid
    and k.contype = 'c' order by k.conname) end,
  case when t.typtype = 'd' then array(select pg_catalog.pg_get_expr(k.conbin, 0, true) from pg_catalog.pg_constraint k
    where k.contypid = t.oid and k.contype = 'c' order by k.conname) end,
  case when t.typcollation <> b.typcollation then t.typcollation end,
  not ${notOfExtension("pg_catalog.pg_type", "t.oid")}
from pg_catalog.pg_type t
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
left join pg_catalog.pg_type b on b.oid = t.typbasetype
where t.typtype in ('e', 'd') and n.nspname not in ('pg_catalog', 'information_schema')
order by n.nspname, t.typname`);

/** oid, name, is default */
export const readOperatorClasses: Query = (connection) =>
  connection.executeArrays("select oid, opcname, opcdefault from pg_catalog.pg_opclass");

/** oid, name */
export const readCollations: Query = (connection) =>
  connection.executeArrays("select oid, collname from pg_catalog.pg_collation");

/** is of a relation, oid, column number, text */
export const readComments: Query = (connection) =>
  connection.executeArrays(`
select classoid = 'pg_catalog.pg_class'::pg_catalog.regclass, objoid, objsubid, description
from pg_catalog.pg_description
where classoid in ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_constraint'::pg_catalog.regclass)`);

/** current schema; just-in-time compilation is off until the setting is given back */
export const beginReading = async (
  connection: Connection,
): Promise<{ readonly currentSchema: string | null; readonly jit: string | null }> => {
  const [row] = await connection.executeArrays(
    "select pg_catalog.current_schema(), pg_catalog.current_setting('jit', true)",
  );
  const jit = (row?.[1] ?? null) as string | null;
  if (jit === "on") await connection.executeArrays("select pg_catalog.set_config('jit', 'off', false)");
  return { currentSchema: (row?.[0] ?? null) as string | null, jit };
};

/** Gives the settings back that {@link beginReading} changed. */
export const endReading = async (connection: Connection, jit: string | null): Promise<void> => {
  if (jit === "on") await connection.executeArrays("select pg_catalog.set_config('jit', 'on', false)");
};

/** The schemas of the database without the system's own. */
export async function readSchemaNames(connection: Connection): Promise<readonly string[]> {
  const rows = await connection.executeArrays(
    "select nspname from pg_catalog.pg_namespace where nspname not like 'pg\\_%' and nspname <> 'information_schema' order by nspname",
  );
  return rows.map((row) => String(row[0]));
}
