/**
 * Each reads one aspect of the whole schema `main` at once. The pragma functions take the schema as their second argument,
 * so that a temporary table never stands in for one of the file.
 */
const owner = `FROM main.sqlite_schema AS owner`;

/** Virtual tables and views may be broken (a module or a table is missing), and then their columns cannot be read. */
const sound = `owner.type = 'table' AND owner.sql NOT LIKE 'CREATE VIRTUAL%'`;

export const catalogQueries = {
  /** type, name, definition, WITHOUT ROWID, STRICT, triggers; without the tables that virtual tables keep their content in. */
  tables: `SELECT list.type, owner.name, owner.sql, list.wr, list.strict,
      lower(owner.name) IN (SELECT lower(tbl_name) FROM main.sqlite_schema WHERE type = 'trigger')
    ${owner} JOIN pragma_table_list AS list ON list.schema = 'main' AND list.name = owner.name
    WHERE owner.type IN ('table', 'view') AND list.type <> 'shadow' AND owner.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    ORDER BY owner.rowid`,
  /** owner, name, type, NOT NULL, default, place in the primary key, hidden (2, 3: generated). */
  columns: columnsOf(sound),
  columnsOfOthers: columnsOf(`owner.type IN ('table', 'view') AND NOT (${sound})`),
  columnsOfOne: columnsOf('owner.name = ?'),
  /** owner, index, unique, origin, partial, column (null: expression), collation; in index order. */
  indexes: `SELECT owner.name, list.name, list."unique", list.origin, list.partial, part.name, part.coll
    ${owner} JOIN pragma_index_list(owner.name, 'main') AS list JOIN pragma_index_xinfo(list.name, 'main') AS part
    WHERE ${sound} AND part.key = 1 ORDER BY owner.rowid, list.seq DESC, part.seqno`,
  /** owner, id (0: declared last), parent as written, column, parent column as written or null, on update, on delete. */
  foreignKeys: `SELECT owner.name, key.id, key."table", key."from", key."to", key.on_update, key.on_delete
    ${owner} JOIN pragma_foreign_key_list(owner.name, 'main') AS key
    WHERE ${sound} ORDER BY owner.rowid, key.id DESC, key.seq`,
  hasStatistics: `SELECT count(*) ${owner} WHERE owner.name = 'sqlite_stat1'`,
  /** table, statistics of one index each, which begin with the number of rows in it. */
  statistics: 'SELECT tbl, stat FROM main.sqlite_stat1',
  enforced: 'PRAGMA foreign_keys',
} as const;

function columnsOf(condition: string): string {
  return `SELECT owner.name, info.name, info.type, info."notnull", info.dflt_value, info.pk, info.hidden
    ${owner} JOIN pragma_table_xinfo(owner.name, 'main') AS info
    WHERE ${condition} AND info.hidden <> 1 ORDER BY owner.rowid, info.cid`;
}
