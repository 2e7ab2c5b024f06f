import type { Dialect, Session } from '../dialects/dialect.ts';
import type { PlannedChange } from '../engine/plan-change.ts';
import { tableKey } from '../model/identity.ts';
import type { RowSets } from '../model/row-sets.ts';
import { type ExportTo, openRowExport, type RowExport } from '../storage/row-export.ts';

/** Writes all rows that the plan deletes to the file, and makes sure of the disk, before anything is deleted. */
export async function exportDeleted(parts: {
  readonly to: ExportTo;
  readonly dialect: Dialect;
  readonly session: Session;
  readonly sets: RowSets;
  readonly planned: PlannedChange;
  readonly signal: AbortSignal | undefined;
}): Promise<RowExport> {
  const { to, dialect, session, sets, planned, signal } = parts;
  const deleted = planned.effects.filter(({ action }) => action === 'delete').map(({ table }) => table);
  const exported = openRowExport(to);
  try {
    for (const table of new Map(deleted.map((ref) => [tableKey(ref), ref])).values()) {
      const statement = await sets.readsMarked({ table, action: 'delete' }, false, []);
      if (statement === null) continue;
      const columns = sets.imageColumns(table);
      const take: Parameters<Session['pack']>[2] = (packed) =>
        exported.write(table, columns, dialect.unpack(packed));
      await session.pack(statement, Number.MAX_SAFE_INTEGER, take, signal);
    }
    exported.finish();
    return exported;
  } catch (error) {
    exported.withdraw();
    throw error;
  }
}
