/**
 * What crosses between a page and the main process is cloned as Electron does it: functions and the like are refused,
 * binary and dates arrive as what they are. Stringified into the page, hence without imports.
 */
export function createCodec() {
  type Tagged = { t: string; v?: unknown };

  const encode = (value: unknown): unknown => {
    if (value === undefined) return { t: 'undefined' };
    if (typeof value === 'bigint') return { t: 'bigint', v: String(value) };
    if (typeof value === 'number' && !Number.isFinite(value)) return { t: 'number', v: String(value) };
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Date) return { t: 'date', v: value.getTime() };
    if (value instanceof Error) return { t: 'error', v: value.message };
    if (value instanceof ArrayBuffer) return { t: 'buffer', v: Array.from(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) {
      return { t: 'bytes', v: Array.from(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    }
    if (value instanceof Map) return { t: 'map', v: [...value].map(encode) };
    if (value instanceof Set) return { t: 'set', v: [...value].map(encode) };
    if (Array.isArray(value)) return value.map(encode);
    return { t: 'object', v: Object.entries(value).map(([key, one]) => [key, encode(one)]) };
  };

  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value.map(decode) : []);
  const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : []);
  const entries = (value: unknown): [string, unknown][] =>
    Array.isArray(value) ? value.map(([key, one]) => [String(key), decode(one)]) : [];
  const isTagged = (value: unknown): value is Tagged =>
    typeof value === 'object' && value !== null && 't' in value;

  const decode = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(decode);
    if (!isTagged(value)) return value;
    if (value.t === 'undefined') return undefined;
    if (value.t === 'bigint') return BigInt(String(value.v));
    if (value.t === 'number') return Number(value.v);
    if (value.t === 'date') return new Date(Number(value.v));
    if (value.t === 'error') return new Error(String(value.v));
    if (value.t === 'buffer') return new Uint8Array(numbers(value.v)).buffer;
    if (value.t === 'bytes') return new Uint8Array(numbers(value.v));
    if (value.t === 'map')
      return new Map(Array.isArray(value.v) ? value.v.map(([k, v]) => [decode(k), decode(v)]) : []);
    if (value.t === 'set') return new Set(list(value.v));
    return Object.fromEntries(entries(value.v));
  };

  return {
    encode: (values: unknown[]): string => {
      try {
        return JSON.stringify(structuredClone(values).map(encode));
      } catch (error) {
        throw new Error('An object could not be cloned.', { cause: error });
      }
    },
    decode: (text: string): unknown[] => list(JSON.parse(text)),
  };
}

export type Codec = ReturnType<typeof createCodec>;
