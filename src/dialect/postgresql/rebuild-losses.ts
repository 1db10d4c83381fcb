/**
 * What belongs to a table and would go with it unseen, or come back changed, in one query: a row of text for each. `$1`
 * is the table's name. `to_jsonb` reads columns of the catalogue that not every server has.
 * Source: PostgreSQL docs, "System Catalogs".
 */
export const rebuildLosses = `
  WITH t AS (SELECT * FROM pg_class WHERE oid = to_regclass($1)),
    i AS (SELECT x.*, c.relname FROM pg_index AS x JOIN t ON t.oid = x.indrelid JOIN pg_class AS c ON c.oid = x.indexrelid),
    a AS (
      SELECT x.*, coalesce((to_jsonb(x) ->> 'attstattarget')::int, -1) >= 0 AS has_target
      FROM pg_attribute AS x WHERE x.attnum > 0 AND NOT x.attisdropped
    ),
    k AS (SELECT x.* FROM pg_constraint AS x JOIN t ON t.oid IN (x.conrelid, x.confrelid)),
    granted AS (
      SELECT '' AS place, relacl AS acl, relowner AS owner FROM t
      UNION ALL SELECT ' on column ' || a.attname, a.attacl, t.relowner FROM a JOIN t ON t.oid = a.attrelid
      UNION ALL SELECT ' on sequence ' || s.relname, s.relacl, s.relowner
        FROM pg_depend AS d JOIN t ON t.oid = d.refobjid JOIN pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
        WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i'
    )
  SELECT 'owner ' || relowner::regrole FROM t WHERE relowner <> current_user::regrole
  UNION ALL SELECT DISTINCT 'privileges of ' || CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE p.grantee::regrole::text END || place
    FROM granted, aclexplode(acl) AS p WHERE p.grantee <> owner
  UNION ALL SELECT 'row level security' FROM t WHERE relrowsecurity
  UNION ALL SELECT 'forced row level security' FROM t WHERE relforcerowsecurity
  UNION ALL SELECT 'policy ' || polname FROM pg_policy JOIN t ON t.oid = polrelid
  UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger JOIN t ON t.oid = tgrelid WHERE NOT tgisinternal
  UNION ALL SELECT 'disabled triggers of foreign keys' FROM t
    WHERE EXISTS (SELECT FROM pg_trigger WHERE tgrelid = t.oid AND tgisinternal AND tgenabled <> 'O')
  UNION ALL SELECT 'rule ' || rulename FROM pg_rewrite JOIN t ON t.oid = ev_class
  UNION ALL SELECT 'publication ' || pubname
    FROM pg_publication_rel JOIN t ON t.oid = prrelid JOIN pg_publication AS p ON p.oid = prpubid
  UNION ALL SELECT 'replica identity' FROM t WHERE relreplident <> 'd'
  UNION ALL SELECT 'type ' || reloftype::regtype FROM t WHERE reloftype <> 0
  UNION ALL SELECT 'access method ' || amname FROM t JOIN pg_am AS m ON m.oid = t.relam
    WHERE amname <> current_setting('default_table_access_method')
  UNION ALL SELECT 'TOAST parameters' FROM t JOIN pg_class AS c ON c.oid = t.reltoastrelid WHERE c.reloptions IS NOT NULL
  UNION ALL SELECT 'place among the partitions of ' || inhparent::regclass FROM pg_inherits JOIN t ON t.oid = inhrelid WHERE t.relispartition
  UNION ALL SELECT 'partition ' || inhrelid::regclass FROM pg_inherits JOIN t ON t.oid = inhparent WHERE t.relkind = 'p'
  UNION ALL SELECT 'security label of ' || provider FROM pg_seclabel JOIN t ON t.oid = objoid
    WHERE classoid = 'pg_class'::regclass
  UNION ALL SELECT 'statistics ' || stxname FROM pg_statistic_ext JOIN t ON t.oid = stxrelid
  UNION ALL SELECT what || ' of column ' || a.attname
    FROM a JOIN t ON t.oid = a.attrelid JOIN pg_type AS y ON y.oid = a.atttypid,
      LATERAL (VALUES
        ('storage', a.attstorage <> y.typstorage),
        ('compression', coalesce(to_jsonb(a) ->> 'attcompression', '') <> ''),
        ('statistics target', a.has_target),
        ('n_distinct', array_to_string(a.attoptions, ' ') LIKE '%n\\_distinct%')
      ) AS setting (what, is_set)
    WHERE is_set
  UNION ALL SELECT 'CLUSTER ON ' || relname FROM i WHERE indisclustered
  UNION ALL SELECT 'parameters of index ' || relname FROM i
    WHERE EXISTS (SELECT FROM a WHERE a.attrelid = i.indexrelid AND (a.has_target OR a.attoptions IS NOT NULL))
  UNION ALL SELECT 'comment on index ' || relname FROM i JOIN pg_description ON objoid = indexrelid
    WHERE classoid = 'pg_class'::regclass
  UNION ALL SELECT 'comment on constraint ' || conname FROM k JOIN pg_description ON objoid = k.oid
    WHERE classoid = 'pg_constraint'::regclass
  UNION ALL SELECT DISTINCT 'period of constraint ' || conname FROM k WHERE (to_jsonb(k) ->> 'conperiod')::boolean
  ORDER BY 1`;
