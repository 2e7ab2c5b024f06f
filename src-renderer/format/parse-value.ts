import type { Column } from '../../src-main/model/catalog.ts';
import { integerValue, isTagged, type Value } from '../../src-main/model/value.ts';

export type Parsed =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string };

/**
 * What a user typed, as a value of the column without loss: integers of any size, decimals as spelled. `before` is the
 * cell's value so far: where the kind leaves it open, a value keeps the form it had.
 */
export function parseValue(
  text: string,
  column: Pick<Column, 'name' | 'kind' | 'enumValues'>,
  before: Value = null,
): Parsed {
  const trimmed = text.trim();
  switch (column.kind) {
    case 'integer':
      return /^[+-]?\d+$/.test(trimmed)
        ? value(integerValue(BigInt(trimmed.replace(/^\+/, ''))))
        : wrong(`${column.name} takes a whole number, such as 42.`);
    case 'decimal':
      return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(trimmed)
        ? value({ type: 'decimal', text: trimmed.replace(/^\+/, '') })
        : wrong(`${column.name} takes a decimal number, such as 12.50.`);
    case 'float':
      return trimmed !== '' && Number.isFinite(Number(trimmed))
        ? value(Number(trimmed))
        : wrong(`${column.name} takes a number, such as 0.25 or 1e9.`);
    case 'boolean':
      return parseBoolean(trimmed, column.name, before);
    case 'date':
    case 'time':
    case 'timestamp':
      return trimmed === ''
        ? wrong(`${column.name} takes a ${column.kind}; NULL is a choice of its own.`)
        : value(typeof before === 'string' ? trimmed : { type: 'timestamp', text: trimmed });
    case 'json':
      return isJson(trimmed)
        ? value(typeof before === 'string' ? trimmed : { type: 'json', text: trimmed })
        : wrong(`${column.name} takes a JSON document.`);
    case 'bytes':
      return parseBytes(trimmed, column.name);
    case 'enum':
      return column.enumValues === null || column.enumValues.includes(text)
        ? value(text)
        : wrong(`${column.name} takes one of ${column.enumValues.join(', ')}.`);
    case 'text':
    case 'uuid':
      return value(text);
    case 'other':
      return value(inFormOf(before, text));
  }
}

function parseBoolean(text: string, name: string, before: Value): Parsed {
  const word = text.toLowerCase();
  const yes = ['true', 't', 'yes', '1'].includes(word);
  if (!yes && !['false', 'f', 'no', '0'].includes(word)) return wrong(`${name} takes true or false.`);
  // Engines without a boolean type hold 0 and 1.
  return value(typeof before === 'number' ? Number(yes) : yes);
}

function parseBytes(text: string, name: string): Parsed {
  const hex = text.replace(/^0x/i, '').toLowerCase();
  return hex.length % 2 === 0 && /^[0-9a-f]*$/.test(hex)
    ? value({ type: 'bytes', text: hex })
    : wrong(`${name} takes bytes in hexadecimal, two digits each.`);
}

function inFormOf(before: Value, text: string): Value {
  if (isTagged(before)) return { type: before.type, text };
  if (typeof before === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  return typeof before === 'string' ? text : { type: 'other', text };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function value(value: Value): Parsed {
  return { ok: true, value };
}

function wrong(message: string): Parsed {
  return { ok: false, message };
}
