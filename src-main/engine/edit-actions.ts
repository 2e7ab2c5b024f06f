import type { ForeignKey } from '../model/catalog.ts';
import type { DialectInfo } from '../model/dialect-info.ts';
import { AppError } from '../model/error.ts';
import type { ReferentialAction, RelationMode } from '../model/relation.ts';
import { clauseText } from './action-text.ts';

export type Actions = { readonly onDelete: ReferentialAction; readonly onUpdate: ReferentialAction };

/** `request.invalid` where relations that are kept in this way (`prisma`: emulated) cannot have an action. */
export function refuseActions(info: DialectInfo, keptBy: RelationMode, id: string, actions: Actions): void {
  for (const event of ['onDelete', 'onUpdate'] as const) {
    const known = info.actions[keptBy].find(({ action }) => action === actions[event]);
    if (known?.[event] !== 'unsupported') continue;
    const who = keptBy === 'prisma' ? 'No emulated relation' : 'No foreign key of this engine';
    const message = `${who} can have ${clauseText(event, actions[event])}, which is asked for ${id}.`;
    throw new AppError('request.invalid', message, known.note === null ? {} : { hint: known.note });
  }
}

/** The key with other actions. Columns of its own for SET NULL and SET DEFAULT go with those. */
export function withActions(key: ForeignKey, { onDelete, onUpdate }: Actions): ForeignKey {
  const sets = onDelete === 'setNull' || onDelete === 'setDefault';
  return { ...key, onDelete, onUpdate, setColumns: sets ? key.setColumns : null };
}
