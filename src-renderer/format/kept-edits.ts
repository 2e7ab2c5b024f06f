import { tableKey } from '../../src-main/model/identity.ts';
import type { Row, TaggedValue, Value } from '../../src-main/model/value.ts';
import type { AllEdits } from './edit-history.ts';
import { isRecord } from './is-record.ts';
import {
  rowKey,
  type StagedDelete,
  type StagedInsert,
  type StagedUpdate,
  type TableEdits,
} from './staged-edits.ts';

/** Staged edits as they are kept outside of the page; `at`: when, in ISO 8601. */
export type KeptEdits = { readonly at: string; readonly edits: AllEdits };

const version = 1;

export function keptText({ at, edits }: KeptEdits): string {
  const tables = [...edits.values()].map(({ table, inserts, updates, deletes }) => ({
    table,
    inserts,
    updates: [...updates.values()],
    deletes: [...deletes.values()],
  }));
  return JSON.stringify({ version, at, tables });
}

/** null: it is no such text, or one of another version of the program. */
export function readKept(text: string): KeptEdits | null {
  const kept = parsed(text);
  if (!isRecord(kept) || kept['version'] !== version || typeof kept['at'] !== 'string') return null;
  const tables = listOf(kept['tables'], readTable);
  if (tables === null || Number.isNaN(Date.parse(kept['at']))) return null;
  return { at: kept['at'], edits: new Map(tables.map((edits) => [tableKey(edits.table), edits])) };
}

function readTable(kept: unknown): TableEdits | null {
  if (!isRecord(kept) || !isRecord(kept['table'])) return null;
  const { schema, name } = kept['table'];
  const inserts = listOf(kept['inserts'], readInsert);
  const updates = listOf(kept['updates'], readUpdate);
  const deletes = listOf(kept['deletes'], readDelete);
  if (typeof schema !== 'string' || typeof name !== 'string') return null;
  if (inserts === null || updates === null || deletes === null) return null;
  return {
    table: { schema, name },
    inserts,
    updates: new Map(updates.map((update) => [rowKey(update.key), update])),
    deletes: new Map(deletes.map((row) => [rowKey(row.key), row])),
  };
}

function readInsert(kept: unknown): StagedInsert | null {
  if (!isRecord(kept) || typeof kept['id'] !== 'string' || !isRow(kept['values'])) return null;
  return { id: kept['id'], values: kept['values'] };
}

function readUpdate(kept: unknown): StagedUpdate | null {
  if (!isRecord(kept)) return null;
  const { key, before, set } = kept;
  return isRow(key) && isRow(before) && isRow(set) ? { key, before, set } : null;
}

function readDelete(kept: unknown): StagedDelete | null {
  return isRecord(kept) && isRow(kept['key']) ? { key: kept['key'] } : null;
}

/** null: it is no list, or something in it cannot be read. */
function listOf<Item>(kept: unknown, read: (item: unknown) => Item | null): readonly Item[] | null {
  if (!Array.isArray(kept)) return null;
  const items: Item[] = [];
  for (const each of kept) {
    const item = read(each);
    if (item === null) return null;
    items.push(item);
  }
  return items;
}

function isRow(kept: unknown): kept is Row {
  return isRecord(kept) && Object.values(kept).every(isValue);
}

function isValue(kept: unknown): kept is Value {
  return kept === null || ['boolean', 'number', 'string'].includes(typeof kept) || isTaggedValue(kept);
}

const tags: readonly unknown[] = ['integer', 'decimal', 'timestamp', 'bytes', 'json', 'other'];

function isTaggedValue(kept: unknown): kept is TaggedValue {
  return isRecord(kept) && typeof kept['text'] === 'string' && tags.includes(kept['type']);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
