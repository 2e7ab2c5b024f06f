import type { Column } from '../../src-main/model/catalog.ts';
import { integerValue, isTagged, type Value } from '../../src-main/model/value.ts';
import { listText, t } from '../text/text.ts';
import { editorText } from './cell-text.ts';
import { jsonFault } from './json-text.ts';

export type Parsed =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string };

type Parseable = Pick<Column, 'name' | 'kind' | 'enumValues'>;

/**
 * What a user typed, as a value of the column without loss: integers of any size, decimals as spelled. `before` is the
 * cell's value so far: its own text is that very value, and where the kind leaves it open, a value keeps the form it had.
 */
export function parseValue(text: string, column: Parseable, before: Value = null): Parsed {
  if (before !== null && text === editorText(before)) return value(before);
  if (isTagged(before) && before.type === 'bytes') return parseBytes(text, column.name);
  const trimmed = text.trim();
  switch (column.kind) {
    case 'integer':
      return integer.test(trimmed)
        ? value(integerValue(BigInt(trimmed.replace(/^\+/, ''))))
        : wrong(t('records.takes.integer', { name: column.name }));
    case 'decimal':
      return parseDecimal(trimmed, column.name);
    case 'float':
      return parseFloating(trimmed, column.name);
    case 'boolean':
      return parseBoolean(trimmed, column.name, before);
    case 'date':
    case 'time':
    case 'timestamp':
      return trimmed === ''
        ? wrong(t(`records.takes.${column.kind}`, { name: column.name }))
        : value(typeof before === 'string' ? trimmed : { type: 'timestamp', text: trimmed });
    case 'json':
      return parseJson(text, column.name, before);
    case 'bytes':
      return parseBytes(text, column.name);
    case 'enum':
      return column.enumValues === null || column.enumValues.includes(text)
        ? value(text)
        : wrong(
            t('records.takes.enum', {
              name: column.name,
              values: listText(column.enumValues, 'disjunction'),
            }),
          );
    case 'text':
    case 'uuid':
      return value(text);
    case 'other':
      return value(inFormOf(before, text));
  }
}

const integer = /^[+-]?\d+$/;
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)$/;
/** What some engines hold beside numbers; those that do not say so when it is previewed. */
const noNumbers: Readonly<Record<string, string>> = {
  nan: 'NaN',
  infinity: 'Infinity',
  '+infinity': 'Infinity',
  '-infinity': '-Infinity',
};

function parseDecimal(text: string, name: string): Parsed {
  const other = noNumbers[text.toLowerCase()];
  if (other !== undefined) return value({ type: 'other', text: other });
  // An exponent is a matter of the database, which spells the number out.
  return decimal.test(text.replace(/(?<=\d\.?)e[+-]?\d+$/i, ''))
    ? value({ type: 'decimal', text: text.replace(/^\+/, '') })
    : wrong(t('records.takes.decimal', { name }));
}

function parseFloating(text: string, name: string): Parsed {
  const other = noNumbers[text.toLowerCase()];
  if (other !== undefined) return value({ type: 'other', text: other });
  const number = Number(text);
  // `Number` also reads 0x10 and the like.
  if (!/^[+-]?[\d.]+(e[+-]?\d+)?$/i.test(text) || !Number.isFinite(number)) {
    return wrong(t('records.takes.float', { name }));
  }
  // JSON has no -0.
  return value(Object.is(number, -0) ? { type: 'other', text: '-0' } : number);
}

function parseBoolean(text: string, name: string, before: Value): Parsed {
  const word = text.toLowerCase();
  const yes = ['true', 't', 'yes', '1'].includes(word);
  if (!yes && !['false', 'f', 'no', '0'].includes(word)) return wrong(t('records.takes.boolean', { name }));
  // Engines without a boolean type hold 0 and 1.
  return value(typeof before === 'number' ? Number(yes) : yes);
}

/** Blanks and line breaks around the digits come with what was copied from elsewhere. */
function parseBytes(text: string, name: string): Parsed {
  const hex = text
    .replaceAll(/\s/g, '')
    .replace(/^(0x|\\x)/i, '')
    .toLowerCase();
  return hex.length % 2 === 0 && /^[0-9a-f]*$/.test(hex)
    ? value({ type: 'bytes', text: hex })
    : wrong(t('records.takes.bytes', { name }));
}

function parseJson(text: string, name: string, before: Value): Parsed {
  const fault = jsonFault(text);
  if (fault !== null) return wrong(t('records.takes.json', { name, line: fault.line, column: fault.column }));
  return value(typeof before === 'string' ? text : { type: 'json', text });
}

function inFormOf(before: Value, text: string): Value {
  const isNumber =
    typeof before === 'number' ||
    (isTagged(before) && (before.type === 'integer' || before.type === 'decimal'));
  if (isNumber) return exactNumber(text) ?? text;
  if (isTagged(before)) return { type: before.type, text };
  return typeof before === 'string' ? text : { type: 'other', text };
}

/** null: no number that is kept exactly. */
function exactNumber(text: string): Value | null {
  const trimmed = text.trim();
  if (integer.test(trimmed)) return integerValue(BigInt(trimmed.replace(/^\+/, '')));
  if (/^-?\d+\.0$/.test(trimmed)) return { type: 'decimal', text: trimmed };
  const number = Number(trimmed);
  return trimmed !== '' && Number.isFinite(number) && String(number) === trimmed ? number : null;
}

function value(value: Value): Parsed {
  return { ok: true, value };
}

function wrong(message: string): Parsed {
  return { ok: false, message };
}
