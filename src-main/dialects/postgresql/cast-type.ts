/**
 * The type to cast a parameter to: the column's type without its length or precision. An explicit cast to `varchar(3)`
 * cuts 'abcd' off without a word, so that another row than the one meant would be found, or a shorter text be stored;
 * without the length it is compared as it is, and storing it fails as it should.
 * https://www.postgresql.org/docs/current/datatype-character.html
 */
export function castType(type: string): string {
  const plain = type.replace(/"(?:[^"]|"")*"|\s*\([^)]*\)/g, (part) => (part.startsWith('"') ? part : ''));
  return plain
    .replace(/^character(?! varying)/, 'bpchar')
    .replace(/^bit(?! varying)/, 'bit varying')
    .replace(/^interval [a-z ]+/, 'interval');
}
