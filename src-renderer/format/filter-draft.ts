import type { Column } from '../../src-main/model/catalog.ts';
import type { Comparison, Filter } from '../../src-main/model/change.ts';
import type { Value } from '../../src-main/model/value.ts';
import { editorText } from './cell-text.ts';
import { comparisonText, filterOf } from './filter-terms.ts';

/** A condition as it is typed; `last` is the end of a range. */
export type ConditionDraft = {
  readonly kind: 'condition';
  readonly id: number;
  readonly column: string;
  readonly op: Comparison;
  readonly text: string;
  readonly last: string;
};

/** Conditions and groups, of which all or any have to hold; `negated`: the rows for which that is not so. */
export type GroupDraft = {
  readonly kind: 'group';
  readonly id: number;
  readonly join: 'and' | 'or';
  readonly negated: boolean;
  readonly parts: readonly FilterDraft[];
};

export type FilterDraft = ConditionDraft | GroupDraft;

/** `id`: the condition that is to be mended. */
export type DraftResult =
  | { readonly ok: true; readonly filter: Filter | null }
  | { readonly ok: false; readonly id: number; readonly message: string };

let lastId = 0;
function newId(): number {
  lastId += 1;
  return lastId;
}

export function newCondition(column: string, op: Comparison = 'eq'): ConditionDraft {
  return { kind: 'condition', id: newId(), column, op, text: '', last: '' };
}

export function newGroup(join: GroupDraft['join'], parts: readonly FilterDraft[]): GroupDraft {
  return { kind: 'group', id: newId(), join, negated: false, parts };
}

/** What can be asked of a column by its type, the most used first. */
export function operatorsOf(column: Column): readonly Comparison[] {
  const nulls: readonly Comparison[] = column.nullable ? ['isNull', 'notNull'] : [];
  switch (column.kind) {
    case 'boolean':
      return ['eq', 'ne', ...nulls];
    case 'enum':
      return ['eq', 'ne', 'in', ...nulls];
    case 'integer':
    case 'decimal':
    case 'float':
    case 'date':
    case 'time':
    case 'timestamp':
      return ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'between', 'in', 'contains', ...nulls];
    case 'bytes':
    case 'json':
      return ['contains', 'eq', 'ne', ...nulls];
    default:
      return [
        'contains',
        'startsWith',
        'eq',
        'ne',
        'in',
        'like',
        'lt',
        'le',
        'gt',
        'ge',
        'between',
        'isNull',
        'notNull',
      ];
  }
}

export const operatorOptions = (column: Column) =>
  operatorsOf(column).map((op) => ({ value: op, label: comparisonText(op) }));

/** What was chosen before, as a draft; a condition in SQL is none. The outermost is always a group. */
export function draftOf(filter: Filter | null, columns: readonly Column[]): GroupDraft {
  if (filter === null) return newGroup('and', [newCondition(columns[0]?.name ?? '', firstOf(columns[0]))]);
  const draft = partOf(filter);
  return draft.kind === 'group' ? draft : newGroup('and', [draft]);
}

function firstOf(column: Column | undefined): Comparison {
  return (column === undefined ? undefined : operatorsOf(column)[0]) ?? 'eq';
}

function partOf(filter: Filter): FilterDraft {
  if ('and' in filter) return newGroup('and', filter.and.map(partOf));
  if ('or' in filter) return newGroup('or', filter.or.map(partOf));
  if ('not' in filter) {
    const inner = partOf(filter.not);
    const group = inner.kind === 'group' && !inner.negated ? inner : newGroup('and', [inner]);
    return { ...group, negated: true };
  }
  const { column, op, value } = filter;
  const values = value === undefined ? [] : isList(value) ? value.map(editorText) : [editorText(value)];
  if (op === 'between') {
    return { ...newCondition(column, op), text: values[0] ?? '', last: values[1] ?? '' };
  }
  return { ...newCondition(column, op), text: values.join(', ') };
}

function isList(value: Value | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value);
}

/** The filter that a draft means; null: it asks for nothing. */
export function filterOfDraft(draft: FilterDraft, columns: readonly Column[]): DraftResult {
  if (draft.kind === 'condition') return conditionOf(draft, columns);
  const filters: Filter[] = [];
  for (const part of draft.parts) {
    const result = filterOfDraft(part, columns);
    if (!result.ok) return result;
    if (result.filter !== null) filters.push(result.filter);
  }
  const [only] = filters;
  if (only === undefined) return { ok: true, filter: null };
  const joined: Filter =
    filters.length === 1 ? only : draft.join === 'and' ? { and: filters } : { or: filters };
  return { ok: true, filter: draft.negated ? { not: joined } : joined };
}

function conditionOf(draft: ConditionDraft, columns: readonly Column[]): DraftResult {
  const column = columns.find(({ name }) => name === draft.column);
  if (column === undefined) return { ok: true, filter: null };
  const result = filterOf(column, draft.op, draft.text, draft.last);
  return result.ok ? result : { ...result, id: draft.id };
}

/** The draft with one of its parts changed; null takes it away. */
export function withDraft(root: GroupDraft, id: number, change: FilterDraft | null): GroupDraft {
  return {
    ...root,
    parts: root.parts.flatMap((part): readonly FilterDraft[] => {
      if (part.id === id) return change === null ? [] : [change];
      return [part.kind === 'group' ? withDraft(part, id, change) : part];
    }),
  };
}
