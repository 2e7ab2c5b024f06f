import type { Column } from '../../../../src-main/model/catalog.ts';
import { isTagged, type Value } from '../../../../src-main/model/value.ts';

/** Where the active cell is after an edit. */
export type EditEnd = 'stay' | 'down' | 'right' | 'left';

/** How a value is edited. */
export type EditorKind = 'line' | 'text' | 'json' | 'moment' | 'choice' | 'bytes' | 'reference';

/** `text`: what the editor would begin with. */
export function editorKind(
  column: Column,
  value: Value | undefined,
  text: string,
  isReference: boolean,
): EditorKind {
  if (isTagged(value ?? null) && column.kind !== 'json' && isBytes(value)) return 'bytes';
  if (isReference && !/[\r\n]/.test(text)) return 'reference';
  switch (column.kind) {
    case 'boolean':
      return 'choice';
    case 'enum':
      return column.enumValues === null ? 'text' : 'choice';
    case 'json':
      return 'json';
    case 'bytes':
      // SQLite may keep a text in it.
      return typeof value === 'string' ? 'text' : 'bytes';
    case 'integer':
    case 'decimal':
    case 'float':
      return 'line';
    case 'date':
    case 'time':
    case 'timestamp':
      return /[\r\n]/.test(text) ? 'text' : 'moment';
    default:
      return 'text';
  }
}

function isBytes(value: Value | undefined): boolean {
  return isTagged(value ?? null) && Object(value).type === 'bytes';
}

/** What the key that ends an edit means; null: it does not end it. Shift Enter is a line break. */
export function endOf(event: KeyboardEvent): EditEnd | null {
  if (event.isComposing) return null;
  if (event.key === 'Tab') return event.shiftKey ? 'left' : 'right';
  if (event.key === 'Enter' && !event.shiftKey && !event.altKey) return 'down';
  return null;
}
