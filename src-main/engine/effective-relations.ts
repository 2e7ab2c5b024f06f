import type { DialectInfo } from '../model/dialect-info.ts';
import type { ReferentialAction, Relation, RelationMode, RelationModel } from '../model/relation.ts';

/**
 * The relations that act on a change, with the actions that they really have: a foreign key acts as its engine does, an
 * emulated relation as declared. What nobody keeps (not enforced, stale) does not act.
 */
export function effectiveRelations(model: RelationModel, info: DialectInfo): readonly Relation[] {
  return model.relations.flatMap((relation) => {
    if (relation.state === 'stale' || relation.state === 'notEnforced') return [];
    const keptBy: RelationMode = relation.state === 'emulated' ? 'prisma' : 'foreignKeys';
    return [
      {
        ...relation,
        onDelete: effective(info, keptBy, relation.onDelete, 'onDelete'),
        onUpdate: effective(info, keptBy, relation.onUpdate, 'onUpdate'),
      },
    ];
  });
}

function effective(
  info: DialectInfo,
  mode: RelationMode,
  action: ReferentialAction,
  event: 'onDelete' | 'onUpdate',
): ReferentialAction {
  const known = info.actions[mode].find((candidate) => candidate.action === action)?.[event];
  return known === undefined || known === 'unsupported' ? action : known;
}
