import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RelationFile } from '../../src-main/model/relation-file.ts';
import {
  readRelationFile,
  relationFilePath,
  writeRelationFile,
} from '../../src-main/storage/relation-file.ts';
import { foreignKeyOf, keptOf } from '../support/relations.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relation-file-'));
  path = join(folder, 'relations.json');
});
afterEach(() => rm(folder, { recursive: true }));

const review = keptOf(foreignKeyOf('reviews', ['book_id'], 'books', ['id'], { name: 'reviews_book' }));
const author = keptOf(foreignKeyOf('books', ['author_id'], 'authors', ['id'], { onDelete: 'cascade' }));
const declared = {
  ...keptOf(foreignKeyOf('a "b"\n', ['ü', '__proto__'], 'constructor', ['x', 'y'])),
  foreignKey: null,
};
const file: RelationFile = {
  mode: 'prisma',
  relations: [author, review],
  remembered: [
    { table: { schema: '', name: 'books' }, withKeys: 'CREATE\n  "books"', withoutKeys: "'\\'\u2028" },
  ],
};

describe('a relation file', () => {
  it('reads back as it was written', async () => {
    const hostile = { ...file, relations: [declared, author, review] };
    await writeRelationFile(path, hostile);
    expect(await readRelationFile(path)).toEqual(hostile);
  });

  it('has the same text whatever the order of its relations and fields', async () => {
    await writeRelationFile(path, file);
    const first = await readFile(path, 'utf8');
    const shuffled = Object.fromEntries(Object.entries(author).reverse()) as typeof author;
    await writeRelationFile(path, { ...file, relations: [review, shuffled] });
    expect(await readFile(path, 'utf8')).toBe(first);
    expect(first).toMatch(/\}\n$/);
  });

  it('changes only the lines of a relation that comes', async () => {
    await writeRelationFile(path, { ...file, relations: [author] });
    const before = (await readFile(path, 'utf8')).split('\n');
    await writeRelationFile(path, file);
    const after = (await readFile(path, 'utf8')).split('\n');
    expect(after.length - before.length).toBe(8);
    expect(before.filter((line) => !after.includes(line))).toEqual([]);
  });

  it('is of version 1 as long as it has nothing that version 1 had not', async () => {
    const versionOf = async (content: RelationFile) => {
      await writeRelationFile(path, content);
      expect(await readRelationFile(path)).toEqual(content);
      return JSON.parse(await readFile(path, 'utf8')).version;
    };
    const commented = keptOf(foreignKeyOf('a', ['b'], 'c', ['d'], { comment: 'why' }));
    expect(await versionOf(file)).toBe(1);
    expect(await versionOf({ ...file, relations: [commented] })).toBe(2);
    expect(await versionOf({ ...file, indexIgnored: ['a(b)->c(d)', 'x'] })).toBe(2);
  });

  it('is null where there is none', async () => {
    expect(await readRelationFile(path)).toBeNull();
  });

  it('leaves nothing but itself in its folder, which it makes', async () => {
    const deep = join(folder, 'relations', 'shop.json');
    await writeRelationFile(deep, file);
    await writeRelationFile(deep, file);
    expect(await readdir(join(folder, 'relations'))).toEqual(['shop.json']);
  });

  it.skipIf(process.platform === 'win32')(
    'is as private as its folder, and keeps permissions it has',
    async () => {
      await writeRelationFile(path, file);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      await chmod(path, 0o640);
      await writeRelationFile(path, file);
      expect((await stat(path)).mode & 0o777).toBe(0o640);
      const open = join(folder, 'project');
      await mkdir(open);
      await chmod(open, 0o755);
      await writeRelationFile(join(open, 'relations.json'), file);
      expect((await stat(join(open, 'relations.json'))).mode & 0o777).toBe(0o644);
    },
  );

  it('says which file it cannot write', async () => {
    await writeFile(path, '');
    await expect(writeRelationFile(join(path, 'relations.json'), file)).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringContaining(path),
    });
  });
});

describe('a damaged relation file', () => {
  const refusal = (place: string) => ({
    code: 'request.invalid',
    message: expect.stringMatching(new RegExp(`relations\\.json is damaged.*${place}`)),
  });
  const columns = ['relations', 0, 'child', 'columns'];

  it.each<[string, string, (string | number)[], unknown]>([
    ['another version', 'version', ['version'], 3],
    ['a mode that does not exist', 'mode', ['mode'], 'none'],
    ['an unknown field', 'extra', ['extra'], 1],
    ['relations that are no list', 'relations', ['relations'], {}],
    ['an action that does not exist', 'relations\\.1\\.onDelete', ['relations', 1, 'onDelete'], 'DROP'],
    ['no columns', 'relations\\.0\\.child\\.columns', columns, []],
    ['a column twice', 'relations\\.0\\.child\\.columns', columns, ['a', 'a']],
    ['uneven sides', 'relations\\.0.*as many', columns, ['author_id', 'more']],
    ['an id of its own making', 'relations\\.0.*id', ['relations', 0, 'id'], 'mine'],
    [
      'the key of another table',
      'relations\\.0.*foreign key',
      ['relations', 0, 'foreignKey', 'table', 'name'],
      'x',
    ],
    ['a relation twice', 'relations.*twice', ['relations', 1], author],
    [
      'a number for a name',
      'relations\\.0\\.parent\\.table\\.name',
      ['relations', 0, 'parent', 'table', 'name'],
      1,
    ],
  ])('with %s is refused with its place', async (_, place, at, value) => {
    const damaged: unknown = JSON.parse(JSON.stringify({ version: 1, ...file }));
    put(damaged, at, value);
    await writeFile(path, JSON.stringify(damaged));
    await expect(readRelationFile(path)).rejects.toMatchObject(refusal(place));
  });

  it.each(['', '{', 'null', '"x"', '[', '{"version":1}'])('with the text %j is refused', async (text) => {
    await writeFile(path, text);
    await expect(readRelationFile(path)).rejects.toMatchObject(refusal(''));
  });

  it('with brackets without end is refused', async () => {
    await writeFile(path, '['.repeat(1_000_000));
    await expect(readRelationFile(path)).rejects.toMatchObject(refusal(''));
  });

  it('cannot reach the prototype of anything', async () => {
    await writeRelationFile(path, file);
    const text = (await readFile(path, 'utf8')).replace('{', '{ "__proto__": { "polluted": true },');
    await writeFile(path, text);
    const read = await readRelationFile(path).catch(() => null);
    expect(Object.getPrototypeOf(read ?? {})).toBe(Object.prototype);
    expect(Object.hasOwn(read ?? {}, 'polluted') || 'polluted' in {}).toBe(false);
  });

  it('that is a folder is refused by its name', async () => {
    await expect(readRelationFile(folder)).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringContaining(folder),
    });
  });
});

describe('the path of a relation file', () => {
  it('is readable, lies in a folder of its own and differs for databases whose names read alike', () => {
    const first = relationFilePath('/home/me/.config/referee', 'postgres://db.example.com:5432/shop');
    expect(first).toMatch(/^\/home\/me\/\.config\/referee\/relations\/[a-z0-9-]+-[0-9a-f]{12}\.json$/);
    expect(basename(first)).toContain('shop');
    expect(relationFilePath('/f', 'shop.a')).not.toBe(relationFilePath('/f', 'shop-a'));
    expect(relationFilePath('/f', '../../etc/passwd')).toMatch(
      /^\/f\/relations\/etc-passwd-[0-9a-f]{12}\.json$/,
    );
    expect(relationFilePath('/f', '店')).toMatch(/^\/f\/relations\/database-[0-9a-f]{12}\.json$/);
  });
});

function put(content: unknown, at: readonly (string | number)[], value: unknown): void {
  const [field, ...rest] = at;
  if (typeof content !== 'object' || content === null || field === undefined)
    throw new Error(`no ${at.join('.')}`);
  if (rest.length === 0) Reflect.set(content, field, value);
  else put(Reflect.get(content, field), rest, value);
}
