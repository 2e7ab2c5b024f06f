import { type Contender, timed } from '../contender.ts';
import { benchDatabase } from '../database.ts';
import { statementOf } from '../scenarios.ts';

/** The database's own foreign keys, and one statement in a transaction. */
export async function openNative(engine: string, url: string): Promise<Contender> {
  const database = await benchDatabase(engine, url, 'foreignKeys');
  return {
    prepare: database.prepare,
    close: database.close,
    async measure(scenario) {
      const session = await database.connection.database.session();
      const apply = await timed(database.sent, async () => {
        await session.begin();
        try {
          await session.run({ text: statementOf(scenario), params: [] });
          await session.commit();
        } catch (error) {
          await session.rollback();
          if (scenario.kind !== 'restrict') throw error;
        }
      });
      await session.release();
      return { preview: null, apply };
    },
  };
}
