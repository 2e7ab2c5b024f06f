import { AppError } from '../../../model/error.ts';
import { isTagged, type Value } from '../../../model/value.ts';
import type { Session } from '../../dialect.ts';

/** One row of a catalog query: its cells by name, each as what it is known to be. */
export type Cells = {
  text(name: string): string;
  textOrNull(name: string): string | null;
  number(name: string): number;
  flag(name: string): boolean;
  /** A JSON array of numbers; null where it is NULL. */
  numbers(name: string): readonly number[] | null;
  /** A JSON array of texts. */
  texts(name: string): readonly string[];
};

export async function ask(session: Session, text: string, signal?: AbortSignal): Promise<readonly Cells[]> {
  const result = await session.run({ text, params: [] }, signal);
  const places = new Map(result.columns.map((column, at) => [column.name, at]));
  return result.rows.map((row) => cellsOf((name) => row[places.get(name) ?? -1]));
}

function cellsOf(cell: (name: string) => Value | undefined): Cells {
  const textOrNull = (name: string): string | null => {
    const value = cell(name);
    return value === null || typeof value === 'string' ? value : unexpected(name);
  };
  const list = (name: string): readonly unknown[] | null => {
    const value = cell(name);
    if (value === null) return null;
    if (value === undefined || !isTagged(value)) return unexpected(name);
    const parsed: unknown = JSON.parse(value.text);
    return Array.isArray(parsed) ? parsed : unexpected(name);
  };
  return {
    textOrNull,
    text: (name) => textOrNull(name) ?? unexpected(name),
    number(name) {
      const value = cell(name);
      return typeof value === 'number' ? value : unexpected(name);
    },
    flag(name) {
      const value = cell(name);
      return typeof value === 'boolean' ? value : unexpected(name);
    },
    numbers: (name) =>
      list(name)?.map((item) => (typeof item === 'number' ? item : unexpected(name))) ?? null,
    texts: (name) => (list(name) ?? []).map((item) => (typeof item === 'string' ? item : unexpected(name))),
  };
}

function unexpected(name: string): never {
  throw new AppError('internal', `PostgreSQL's catalog answered with an unexpected "${name}".`);
}
