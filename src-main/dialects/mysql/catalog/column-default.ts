const numeric = /^(tinyint|smallint|mediumint|int|bigint|decimal|float|double|bit)$/;

/**
 * The default as an SQL expression. MariaDB gives one, and NULL where nothing was said; MySQL gives the bare value
 * unless EXTRA says DEFAULT_GENERATED, and then an expression whose quotes are escaped.
 * https://mariadb.com/kb/en/information-schema-columns-table/
 */
export function columnDefault(given: {
  readonly text: string | null;
  readonly extra: string;
  readonly base: string;
  readonly isMariaDb: boolean;
}): string | null {
  const { text, extra, base, isMariaDb } = given;
  if (text === null) return null;
  if (isMariaDb) return text === 'NULL' ? null : text;
  if (/DEFAULT_GENERATED/i.test(extra)) return text.replaceAll("\\'", "'");
  if (numeric.test(base) || /^current_timestamp(\(\d*\))?$/i.test(text)) return text;
  return `'${text.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
}
