import type { Column } from '../../model/catalog.ts';
import type { Comparison, Filter } from '../../model/change.ts';
import type { Value } from '../../model/value.ts';
import { resolveName } from './resolve-name.ts';
import type { TokenReader } from './token-reader.ts';

const comparisons: Readonly<Record<string, Comparison>> = {
  '=': 'eq',
  '<>': 'ne',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
};

/** A condition on the columns of one table, with the precedence that SQL gives: NOT, then AND, then OR. */
export function readCondition(reader: TokenReader, columns: readonly Column[]): Filter {
  const names = columns.map(({ name }) => name);
  return either();

  function either(): Filter {
    const parts = [both()];
    while (reader.skipWord('OR')) parts.push(both());
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { or: parts };
  }

  function both(): Filter {
    const parts = [single()];
    while (reader.skipWord('AND')) parts.push(single());
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { and: parts };
  }

  function single(): Filter {
    if (reader.skipWord('NOT')) return { not: single() };
    if (reader.skipSign('(')) {
      const inside = either();
      reader.expectSign(')');
      return inside;
    }
    // All rows: `where true` has to be written, so that nobody forgets a condition.
    if (reader.skipWord('TRUE')) return { and: [] };
    return comparison();
  }

  function comparison(): Filter {
    const name = reader.name('A column');
    if (reader.nextIs('('))
      throw reader.fail(`"${name.text}" is taken for a function, and functions are not understood`);
    const column = resolveName(name, names, 'column');
    const sign = reader.oneOf(Object.keys(comparisons).toSorted((a, b) => b.length - a.length));
    if (sign !== null) return { column, op: comparisons[sign] ?? 'eq', value: value() };
    if (reader.skipWord('IS')) {
      const op = reader.skipWord('NOT') ? 'notNull' : 'isNull';
      reader.expectWord('NULL');
      return { column, op };
    }
    const negated = reader.skipWord('NOT');
    const found = listed(column);
    return negated ? { not: found } : found;
  }

  function listed(column: string): Filter {
    if (reader.skipWord('IN')) {
      reader.expectSign('(');
      const values = [value()];
      while (reader.skipSign(',')) values.push(value());
      reader.expectSign(')');
      return { column, op: 'in', value: values };
    }
    if (reader.skipWord('LIKE')) return { column, op: 'like', value: value() };
    if (reader.skipWord('BETWEEN')) {
      const low = value();
      reader.expectWord('AND');
      return {
        and: [
          { column, op: 'ge', value: low },
          { column, op: 'le', value: value() },
        ],
      };
    }
    throw reader.fail('A comparison is expected');
  }

  function value(): Value {
    if (reader.isWord('NULL')) throw reader.fail('Nothing equals NULL: write IS NULL or IS NOT NULL');
    return reader.literal();
  }
}
