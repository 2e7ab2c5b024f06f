import type { Session } from '../dialects/dialect.ts';
import type { PlannedChange } from '../engine/plan-change.ts';
import { quantity } from '../model/count-text.ts';
import { sameTable, tableText } from '../model/identity.ts';
import type { Warning } from '../model/plan.ts';
import type { Relation } from '../model/relation.ts';
import type { Reach, RowSets } from '../model/row-sets.ts';
import { valueText } from '../model/value.ts';
import type { OpenConnection } from './open-connection.ts';

/**
 * Looks, once the change is committed, for children that another program gave to the keys it took away. Sessions of Referee
 * lock the parents and cannot; others can between the planning and COMMIT. Never fails: the change is done.
 */
export async function watchForOrphans(
  connection: OpenConnection,
  planned: PlannedChange,
  sets: RowSets,
  othersWrote: OthersWrote,
): Promise<() => Promise<readonly Warning[]>> {
  const reaches = reachesOf(connection, planned);
  for (const reach of reaches) await sets.keepKeys(reach);
  return async () => {
    const warnings: Warning[] = [];
    try {
      if (reaches.length === 0 || !(await othersWrote())) return [];
      for (const reach of await sets.someSlippedIn(reaches)) {
        const { count, exact, sample } = await sets.slippedIn(reach);
        if (count === 0) continue;
        const { relation } = reach;
        const values = relation.child.columns.map(
          (column) => `${column} = ${valueText(sample[0]?.[column] ?? null)}`,
        );
        const message = `While the change was applied, another program wrote ${quantity(count, 'row', 'rows', exact)} of ${tableText(relation.child.table)} that reference ${tableText(relation.parent.table)} by a key which is gone (${values.join(', ')}). The integrity checks list and repair them.`;
        warnings.push({ rule: 'orphans', relation: relation.id, message });
      }
    } catch {
      const message = 'Whether another program wrote orphans meanwhile could not be looked up.';
      warnings.push({ rule: 'orphans', relation: null, message });
    }
    return warnings;
  };
}

/** Whether another session may have written since, to be asked once this one's writes are committed. */
export type OthersWrote = () => Promise<boolean>;

/** To be called before anything is read or locked. Without a count of writers, others may always have written. */
export async function watchOthers(
  { model, dialect }: OpenConnection,
  session: Session,
): Promise<OthersWrote> {
  const { endedWriters } = dialect.sql;
  if (model.mode !== 'prisma' || endedWriters === null) return async () => true;
  const countEnded = async () => {
    const { rows } = await session.run({ text: endedWriters, params: [] });
    const ended = rows[0]?.[0] ?? null;
    return ended === null ? null : BigInt(valueText(ended));
  };
  const before = await countEnded();
  return async () => before === null || (await countEnded()) !== before + 1n;
}

/** The relations that Referee keeps, of which parents go or get another key; none where the transaction locks all. */
function reachesOf({ model, dialect }: OpenConnection, { effects }: PlannedChange): readonly Reach[] {
  if (model.mode !== 'prisma' || dialect.sql.lockForUpdate === '') return [];
  return model.relations.filter(({ state }) => state === 'emulated').flatMap(reachesOfRelation);

  function reachesOfRelation(relation: Relation): readonly Reach[] {
    const { table, columns } = relation.parent;
    const there = effects.filter((effect) => effect.count > 0 && sameTable(effect.table, table));
    const rekeyed = there.some(
      (effect) => effect.action === 'update' && effect.columns.some((column) => columns.includes(column)),
    );
    const reaches: Reach[] = [];
    if (there.some(({ action }) => action === 'delete')) reaches.push({ relation, event: 'delete' });
    if (rekeyed) reaches.push({ relation, event: 'update' });
    return reaches;
  }
}
