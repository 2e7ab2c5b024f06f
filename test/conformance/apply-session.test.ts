import { expect, test } from 'vitest';
import { stepByStep } from '../../src-main/services/apply-session.ts';
import { engines } from '../support/engines.ts';
import { openDatabase } from '../support/open-database.ts';

test.each(engines)(
  'on $id a statement that fails while nobody waits for it fails what is asked with it or next',
  async (engine) => {
    const { connection, close } = await openDatabase(engine, []);
    const session = stepByStep(await connection.database.session());
    const ask = (text: string) => session.run({ text, params: [] });
    await session.begin();
    const asked = ask('SELECT 1');
    await session.put({ text: 'INSERT INTO nowhere VALUES (1)', params: [] });
    // MariaDB, asked for both as one, may not tell the first from the second.
    await expect(asked.then(() => ask('SELECT 2'))).rejects.toThrow('nowhere');
    await session.rollback();
    expect((await ask('SELECT 3')).rows).toEqual([[3]]);
    await session.release();
    await close();
  },
);
