import type { Column, Table } from '../../src-main/model/catalog.ts';

const names = [
  'name',
  'title',
  'label',
  'display_name',
  'full_name',
  'username',
  'user_name',
  'login',
  'email',
  'caption',
  'headline',
  'subject',
  'slug',
  'code',
  'description',
];

/**
 * The columns that tell people which row it is: a name, title or the like, else the first text that is unique, else the
 * first text. Two for the names of a person. [] where there is no text but the columns in `key`, which are shown anyway.
 */
export function labelColumns(table: Table, key: readonly string[]): readonly string[] {
  const texts = table.columns.filter(({ kind, name }) => kind === 'text' && !key.includes(name));
  return (
    personNames(texts) ??
    one(named(table, texts)) ??
    one(texts.find(({ name }) => isUnique(table, name))) ??
    one(texts[0]) ??
    []
  );
}

/** In the order of the names: a title comes before an email, wherever they stand in the table. */
function named(table: Table, texts: readonly Column[]): Column | undefined {
  const own = plain(table.name).replace(/s$/, '');
  for (const wanted of names) {
    const same = texts.find(({ name }) => [plain(wanted), own + plain(wanted)].includes(plain(name)));
    if (same !== undefined) return same;
  }
  return texts.find(({ name }) => /(name|title|label)$/.test(plain(name)));
}

function personNames(texts: readonly Column[]): readonly string[] | null {
  const first = texts.find(({ name }) => ['firstname', 'givenname', 'forename'].includes(plain(name)));
  const last = texts.find(({ name }) => ['lastname', 'surname', 'familyname'].includes(plain(name)));
  return first === undefined || last === undefined ? null : [first.name, last.name];
}

function isUnique(table: Table, column: string): boolean {
  return table.uniqueKeys.some(({ columns }) => columns.length === 1 && columns[0] === column);
}

/** `FirstName`, `first_name` and `first name` are the same name. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[_\s-]/g, '');
}

function one(column: Column | undefined): readonly string[] | null {
  return column === undefined ? null : [column.name];
}
