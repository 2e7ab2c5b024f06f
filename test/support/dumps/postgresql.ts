import type { DumpOf } from '../full-dump.ts';

const own = `n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`;
const relation = `quote_ident(n.nspname) || '.' || quote_ident(c.relname)`;

/**
 * What pg_dump would write and more, one query each. Object ids are left out, since what is made again gets a new one;
 * their order is not, since foreign keys fire by it.
 */
const queries: Readonly<Record<string, string>> = {
  schemas: `SELECT n.nspname, n.nspowner::regrole, n.nspacl, obj_description(n.oid) FROM pg_namespace n WHERE ${own} ORDER BY 1`,
  relations: `SELECT ${relation}, c.relkind, c.relpersistence, c.reloptions, c.relowner::regrole, c.relacl, c.relrowsecurity,
    c.relforcerowsecurity, c.relreplident, c.relispartition, pg_get_expr(c.relpartbound, c.oid), c.reltablespace,
    CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END, obj_description(c.oid, 'pg_class'),
    (SELECT array_agg(i.inhparent::regclass ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = c.oid)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${own} ORDER BY 1`,
  columns: `SELECT ${relation}, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
    a.attgenerated, a.attcollation::regcollation, a.attstorage, a.attoptions, a.attacl, a.attislocal, a.attinhcount,
    pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE ${own} AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind <> 'i' ORDER BY 1, 2`,
  constraints: `SELECT ${relation}, k.conname, k.contype, k.condeferrable, k.condeferred, k.convalidated, k.connoinherit,
    k.conislocal, k.coninhcount, k.conindid::regclass, pg_get_constraintdef(k.oid), obj_description(k.oid, 'pg_constraint')
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${own} ORDER BY 1, 2`,
  'order in which foreign keys fire': `SELECT ${relation}, k.conrelid::regclass, k.conname, t.tgtype, t.tgfoid::regproc, t.tgenabled,
    t.tgdeferrable, t.tginitdeferred
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_constraint k ON k.oid = t.tgconstraint
    WHERE ${own} AND t.tgisinternal AND k.contype = 'f' ORDER BY 1, t.tgtype, t.tgname::text COLLATE "C"`,
  indexes: `SELECT pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisclustered, i.indisreplident, i.indisprimary,
    obj_description(i.indexrelid, 'pg_class')
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${own} ORDER BY 1`,
  views: `SELECT ${relation}, pg_get_viewdef(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${own} AND c.relkind IN ('v', 'm') ORDER BY 1`,
  triggers: `SELECT ${relation}, pg_get_triggerdef(t.oid), t.tgenabled, obj_description(t.oid, 'pg_trigger')
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${own} AND NOT t.tgisinternal ORDER BY 1, 2`,
  rules: `SELECT pg_get_ruledef(r.oid), r.ev_enabled FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${own} ORDER BY 1`,
  policies: 'SELECT * FROM pg_policies ORDER BY 1, 2, 3',
  sequences: `SELECT s.*, pg_get_serial_sequence FROM pg_sequences s LEFT JOIN LATERAL (
      SELECT a.attrelid::regclass || '.' || a.attname AS pg_get_serial_sequence
      FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
      WHERE d.objid = format('%I.%I', s.schemaname, s.sequencename)::regclass AND d.deptype IN ('a', 'i')) AS owner ON true ORDER BY 1, 2`,
  functions: `SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE ${own} AND p.prokind IN ('f', 'p') ORDER BY 1`,
  types: `SELECT n.nspname, t.typname, t.typtype, t.typnotnull, t.typdefault, format_type(t.typbasetype, t.typtypmod),
    (SELECT array_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE ${own} AND t.typtype IN ('e', 'd', 'r') ORDER BY 1, 2`,
  statistics: `SELECT pg_get_statisticsobjdef(s.oid) FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE ${own} ORDER BY 1`,
};

export const dump: DumpOf = async (run) => {
  const sections = new Map<string, readonly unknown[]>();
  for (const [title, text] of Object.entries(queries)) sections.set(title, await run(text));
  const tables = await run(
    `SELECT ${relation} FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${own} AND c.relkind IN ('r', 'm') ORDER BY 1`,
  );
  for (const [table] of tables) {
    // The place of a row is a part of it here: nothing may rewrite a table.
    sections.set(`rows of ${table}`, await run(`SELECT ctid, t::text FROM ONLY ${table} t ORDER BY ctid`));
  }
  return sections;
};
