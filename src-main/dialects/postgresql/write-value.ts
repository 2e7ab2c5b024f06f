import { isTagged, type Value } from '../../model/value.ts';

/** A parameter as text, which the server reads by the type it infers; null is NULL. */
export function writeValue(value: Value): string | null {
  if (value === null) return null;
  if (!isTagged(value)) return String(value);
  return value.type === 'bytes' ? `\\x${value.text}` : value.text;
}
