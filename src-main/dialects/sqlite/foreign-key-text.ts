import type { ForeignKey } from '../../model/catalog.ts';
import type { ReferentialAction } from '../../model/relation.ts';
import { quoteName, sameName } from './names.ts';
import { actions, type KeyClause } from './parse-foreign-keys.ts';

/** The foreign key as a table constraint. */
export function foreignKeyText(key: ForeignKey): string {
  const words = [
    key.name === null ? '' : `CONSTRAINT ${quoteName(key.name)}`,
    `FOREIGN KEY (${key.columns.map(quoteName).join(', ')})`,
    `REFERENCES ${quoteName(key.parent.name)} (${key.parentColumns.map(quoteName).join(', ')})`,
    actionText('onDelete', key.onDelete),
    actionText('onUpdate', key.onUpdate),
    deferrableText[key.deferrable],
  ];
  return words.filter((word) => word !== '').join(' ');
}

/** The key of the text that differs from this one in nothing but its actions; null: there is none. */
export function placeButForActions(clauses: readonly KeyClause[], key: ForeignKey): number | null {
  const place = clauses.findIndex((clause) =>
    declares({ ...clause, onDelete: key.onDelete, onUpdate: key.onUpdate }, key),
  );
  return place < 0 ? null : place;
}

/** Whether the clause declares the key; parent columns left out stand for whatever the catalog found for them. */
export function declares(clause: KeyClause, key: ForeignKey): boolean {
  return (
    clause.name === key.name &&
    sameName(clause.parent, key.parent.name) &&
    sameNames(clause.columns, key.columns) &&
    sameNames(clause.parentColumns ?? key.parentColumns, key.parentColumns) &&
    clause.onDelete === key.onDelete &&
    clause.onUpdate === key.onUpdate &&
    clause.deferrable === key.deferrable
  );
}

/** Indexes of the clauses that declare the keys, for each key one of its own; null for a key that none declares. */
export function clausesOf(clauses: readonly KeyClause[], keys: readonly ForeignKey[]): (number | null)[] {
  const taken = new Set<number>();
  return keys.map((key) => {
    const index = clauses.findIndex((clause, at) => !taken.has(at) && declares(clause, key));
    if (index < 0) return null;
    taken.add(index);
    return index;
  });
}

const deferrableText: Readonly<Record<ForeignKey['deferrable'], string>> = {
  no: '',
  initiallyImmediate: 'DEFERRABLE INITIALLY IMMEDIATE',
  initiallyDeferred: 'DEFERRABLE INITIALLY DEFERRED',
};

/** '': what SQLite takes without a word of it. */
export function actionText(event: 'onDelete' | 'onUpdate', action: ReferentialAction): string {
  const word = Object.keys(actions).find((text) => actions[text] === action) ?? '';
  return action === 'noAction' ? '' : `ON ${event === 'onDelete' ? 'DELETE' : 'UPDATE'} ${word}`;
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => sameName(name, b[index] ?? ''));
}
