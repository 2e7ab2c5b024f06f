import { engine } from './engines.ts';
import { runScript } from './run-script.ts';

const script = new URL('../data/northwind/northwind-postgresql.sql', import.meta.url);

/** A fresh PostgreSQL database with Northwind in it: a trading company of 14 tables. `close` drops it. */
export async function freshNorthwind() {
  const postgresql = engine('postgresql');
  const fresh = await postgresql.fresh();
  await runScript(postgresql, fresh.url, script);
  return fresh;
}
