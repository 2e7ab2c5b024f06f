import { describe, expect, it } from 'vitest';
import type { SuggestEvent } from '../../src-main/contract/results.ts';
import { relationId } from '../../src-main/model/identity.ts';
import type { Suggestions } from '../../src-main/model/suggestion.ts';
import type { OpenConnection } from '../../src-main/services/open-connection.ts';
import { createRelations } from '../../src-main/services/relations.ts';
import { suggestRelations } from '../../src-main/services/suggestions.ts';
import { engines } from '../support/engines.ts';
import { databases } from '../support/known-databases.ts';
import { openDatabase } from '../support/open-database.ts';

/** Above it a suggestion is worth declaring. */
const sure = 0.6;

async function suggested(connection: OpenConnection, budgetMs?: number, signal?: AbortSignal) {
  const events: SuggestEvent[] = [];
  const running = suggestRelations(connection, budgetMs, signal);
  for (;;) {
    const { done, value } = await running.next();
    if (done) return { ...value, events };
    events.push(value);
  }
}

describe.each(databases)('of $name', ({ open }) => {
  it('all foreign keys are suggested once they are dropped, and hardly anything else above the threshold', async () => {
    const { connection, close } = await open();
    try {
      const idsOf = ({ suggestions }: Suggestions) =>
        suggestions.map(({ child, parent }) => relationId(child, parent));
      const existing = connection.model.relations.map(({ id }) => id);
      expect(idsOf(await suggested(connection, 120_000)).filter((id) => existing.includes(id))).toEqual([]);
      const { dialect, database, catalog, model } = connection;
      await dialect.foreignKeys.apply(
        database,
        dialect.foreignKeys.drop(catalog, catalog.foreignKeys).steps,
        { onStep: () => {} },
      );
      const real = new Set(model.relations.map(({ child, parent }) => relationId(child, parent)));

      const { suggestions, unchecked } = await suggested(connection, 120_000);
      expect(unchecked).toBe(0);
      const { recall, precision, missing, wrong } = measured(suggestions, real);
      console.log(
        `${connection.dialect.info.id}: ${real.size} relations, ${suggestions.length} suggestions, recall ${recall}, ` +
          `above ${sure}: precision ${precision}; missing ${JSON.stringify(missing)}, wrong ${JSON.stringify(wrong)}`,
      );
      expect(missing).toEqual([]);
      expect(precision).toBeGreaterThanOrEqual(0.9);
    } finally {
      await close();
    }
  }, 600_000);
});

function measured(suggestions: Suggestions['suggestions'], real: ReadonlySet<string>) {
  const ids = suggestions.map(({ child, parent, confidence }) => ({
    id: relationId(child, parent),
    confidence,
  }));
  const missing = [...real].filter((id) => !ids.some((suggestion) => suggestion.id === id));
  const above = ids.filter(({ confidence }) => confidence > sure);
  const wrong = above.filter(({ id }) => !real.has(id));
  return {
    missing,
    wrong,
    recall: `${real.size - missing.length} of ${real.size} (${above.length - wrong.length} above ${sure})`,
    precision: above.length === 0 ? 1 : (above.length - wrong.length) / above.length,
  };
}

describe.each(engines)('suggestions on $id', (engine) => {
  const tables = [
    'CREATE TABLE customers (id int PRIMARY KEY, name varchar(20))',
    'CREATE TABLE invoices (id int PRIMARY KEY, customer_id int, fk_customer int, billed_to_customer_id int, total int)',
    'INSERT INTO customers VALUES (1, NULL), (2, NULL), (3, NULL), (4, NULL)',
    'INSERT INTO invoices VALUES (11, 1, 1, 2, 3), (12, 2, NULL, 77, 4), (13, 3, 3, 4, 2), (14, 1, 4, NULL, 1)',
  ];

  it('say what speaks for them, and what their rows say', async () => {
    const { connection, close } = await openDatabase(engine, tables);
    try {
      const { suggestions, events } = await suggested(connection);
      expect(suggestions.map(({ child, evidence, values }) => [child.columns, evidence, values])).toEqual([
        [['customer_id'], 'namesTable', { rows: 4, distinct: 3, found: 3, orphans: 0, sampled: false }],
        [['fk_customer'], 'namesTable', { rows: 3, distinct: 3, found: 3, orphans: 0, sampled: false }],
        [
          ['billed_to_customer_id'],
          'namesPart',
          { rows: 3, distinct: 3, found: 2, orphans: 1, sampled: false },
        ],
      ]);
      expect(suggestions[2]?.message).toMatch(
        /2 of 3 values are found in 3 rows, 1 rows reference nothing\.$/,
      );
      expect(events.at(-1)).toEqual({ kind: 'progress', done: events.length, of: events.length });

      const [first] = suggestions;
      if (first === undefined) throw new Error('No suggestion.');
      const { child, parent } = first;
      await createRelations().declare(connection, {
        child,
        parent,
        onDelete: 'noAction',
        onUpdate: 'noAction',
      });
      expect((await suggested(connection)).suggestions.map((each) => each.child.columns)).not.toContainEqual([
        'customer_id',
      ]);
    } finally {
      await close();
    }
  });

  it('look at no rows when there is no time, and end when they are cancelled', async () => {
    const { connection, close } = await openDatabase(engine, tables);
    try {
      const { suggestions, unchecked } = await suggested(connection, 0);
      expect(unchecked).toBeGreaterThanOrEqual(3);
      expect(suggestions.every(({ values, confidence }) => values === null && confidence < 0.8)).toBe(true);
      await expect(suggested(connection, 1000, AbortSignal.abort())).rejects.toMatchObject({
        code: 'cancelled',
      });
    } finally {
      await close();
    }
  });
});
