import * as v from 'valibot';
import { AppError } from '../model/error.ts';
import { relationId, sameTable } from '../model/identity.ts';
import { referentialActions, relationModes } from '../model/relation.ts';
import type { KeptRelation, RelationFile } from '../model/relation-file.ts';

const name = v.pipe(v.string(), v.nonEmpty('must not be empty'));
const names = v.pipe(
  v.array(name),
  v.nonEmpty('must name at least one column'),
  v.check((list) => new Set(list).size === list.length, 'must not name a column twice'),
);
export const tableSchema = v.strictObject({ schema: v.string(), name });
const side = v.strictObject({ table: tableSchema, columns: names });
const action = v.picklist(referentialActions);

export const foreignKeySchema = v.strictObject({
  name: v.nullable(name),
  table: tableSchema,
  columns: names,
  parent: tableSchema,
  parentColumns: names,
  onDelete: action,
  onUpdate: action,
  match: v.picklist(['simple', 'full', 'partial']),
  deferrable: v.picklist(['no', 'initiallyImmediate', 'initiallyDeferred']),
  setColumns: v.nullable(names),
  validated: v.boolean(),
  enforced: v.boolean(),
  position: v.pipe(v.number(), v.finite()),
  comment: v.exactOptional(v.string()),
});

const keptRelation = v.pipe(
  v.strictObject({
    id: name,
    child: side,
    parent: side,
    onDelete: action,
    onUpdate: action,
    foreignKey: v.nullable(foreignKeySchema),
  }),
  v.check(
    ({ child, parent }) => child.columns.length === parent.columns.length,
    'must have as many child columns as parent columns',
  ),
  v.check((relation) => hasOwnId(relation), 'must have the id that follows from its tables and columns'),
  v.check((relation) => describesForeignKey(relation), 'must have the tables and columns of its foreign key'),
);

const content = {
  mode: v.picklist(relationModes),
  relations: v.pipe(
    v.array(keptRelation),
    v.check(
      (list) => new Set(list.map(({ id }) => id)).size === list.length,
      'must not hold a relation twice',
    ),
  ),
  remembered: v.array(v.strictObject({ table: tableSchema, withKeys: v.string(), withoutKeys: v.string() })),
  indexIgnored: v.exactOptional(
    v.pipe(
      v.array(name),
      v.check((list) => new Set(list).size === list.length, 'must not name a relation twice'),
    ),
  ),
};

/** The file without what only says how it was written. */
export const relationFileSchema: v.GenericSchema<unknown, RelationFile> = v.strictObject(content);

/** Version 2 has all that version 1 has; a file without anything more is written as version 1. */
const written = v.strictObject({
  version: v.picklist([1, 2], 'must be 1 or 2: another version of the program wrote this file'),
  ...content,
});
const relationFile: v.GenericSchema<unknown, RelationFile> = v.pipe(
  written,
  v.transform(({ version: _version, ...file }) => file),
);

/** `path` is for the message: `request.invalid` names the file and the place in it. */
export function parseRelationFile(path: string, text: string): RelationFile {
  const result = v.safeParse(relationFile, parseJson(path, text));
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = v.getDotPath(issue) ?? 'its top level';
  throw damaged(path, `${place}: ${issue.message}`);
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw damaged(path, error instanceof Error ? error.message : 'no JSON');
  }
}

function damaged(path: string, problem: string): AppError {
  return new AppError('request.invalid', `The relation file ${path} is damaged: ${problem}.`, {
    hint: 'Correct it or bring it back from version control; Referee leaves it as it is.',
  });
}

function hasOwnId({ id, child, parent }: KeptRelation): boolean {
  const first = relationId(child, parent);
  if (id === first) return true;
  return id.startsWith(`${first}#`) && /^([2-9]|[1-9][0-9]+)$/.test(id.slice(first.length + 1));
}

function describesForeignKey({ child, parent, foreignKey: key }: KeptRelation): boolean {
  if (key === null) return true;
  return (
    sameTable(key.table, child.table) &&
    sameTable(key.parent, parent.table) &&
    sameNames(key.columns, child.columns) &&
    sameNames(key.parentColumns, parent.columns)
  );
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((column, index) => column === b[index]);
}
