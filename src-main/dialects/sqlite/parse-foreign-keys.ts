import type { ForeignKey } from '../../model/catalog.ts';
import type { ReferentialAction } from '../../model/relation.ts';
import { type CreateTable, type Item, nextAtDepth } from './create-table.ts';
import { nameOf, type Token } from './tokens.ts';

/** A foreign key as the text of its table spells it. */
export type KeyClause = Pick<ForeignKey, 'name' | 'columns' | 'onDelete' | 'onUpdate' | 'deferrable'> & {
  readonly parent: string;
  /** null: left to the primary key of the parent. */
  readonly parentColumns: readonly string[] | null;
  /** The name after MATCH, which SQLite ignores; null: not given. */
  readonly match: string | null;
  /** Its ON DELETE and ON UPDATE, as often as they are written. */
  readonly spelled: readonly (TokenRange & { readonly event: 'onDelete' | 'onUpdate' })[];
  /** The tokens it is made of, `to` exclusive. Its DEFERRABLE may stand apart, with another column even. */
  readonly ranges: readonly TokenRange[];
};

export type TokenRange = { readonly from: number; readonly to: number };

type Draft = { -readonly [property in keyof KeyClause]: KeyClause[property] } & {
  ranges: TokenRange[];
  spelled: KeyClause['spelled'][number][];
};

/**
 * The foreign keys of a table in the order of their declaration. The grammar: https://sqlite.org/src/file/src/parse.y,
 * `ccons` and `tcons`. REFERENCES, FOREIGN and DEFERRABLE are reserved, so outside parentheses and quotes they are
 * nothing but keywords.
 */
export function parseForeignKeys(table: CreateTable): KeyClause[] {
  const { tokens } = table;
  const keys: Draft[] = [];
  for (const item of table.items) {
    for (let at = item.from; at < item.to; ) {
      const keyword = tokens[at]?.keyword;
      if (keyword === 'FOREIGN' || keyword === 'REFERENCES') {
        const key = readKey(tokens, item, at);
        keys.push(key);
        at = key.ranges[0]?.to ?? item.to;
      } else if (keyword === 'DEFERRABLE') {
        const to = tokens[at + 1]?.keyword === 'INITIALLY' ? at + 3 : at + 1;
        // SQLite gives it to the key declared last, wherever that was.
        keys.at(-1)?.ranges.push({ from: isNot(tokens[at - 1]) ? at - 1 : at, to });
        const key = keys.at(-1);
        if (key !== undefined) key.deferrable = deferrability(tokens, at);
        at = to;
      } else {
        at = nextAtDepth(tokens, at);
      }
    }
  }
  return keys;
}

function readKey(tokens: readonly Token[], item: Item, start: number): Draft {
  let first = start;
  // A name may be given more than once: the last one counts.
  while (tokens[first - 2]?.keyword === 'CONSTRAINT' && first - 2 >= item.from) first -= 2;
  const inTable = tokens[start]?.keyword === 'FOREIGN';
  // FOREIGN KEY ( ... ) REFERENCES
  const columns = inTable ? namesIn(tokens, start + 2) : [item.column ?? ''];
  const references = inTable ? nextAtDepth(tokens, start + 2) : start;
  const listed = tokens[references + 2]?.text === '(';
  const key: Draft = {
    name: first < start ? nameAt(tokens, start - 1) : null,
    columns,
    parent: nameAt(tokens, references + 1),
    parentColumns: listed ? namesIn(tokens, references + 2) : null,
    onDelete: 'noAction',
    onUpdate: 'noAction',
    match: null,
    spelled: [],
    deferrable: 'no',
    ranges: [],
  };
  const to = readArguments(tokens, listed ? nextAtDepth(tokens, references + 2) : references + 2, key);
  key.ranges.push({ from: first, to });
  return key;
}

/** Reads ON ... and MATCH ..., each as often as it comes (the last one counts), and gives where they end. */
function readArguments(tokens: readonly Token[], start: number, key: Draft): number {
  let at = start;
  for (;;) {
    const keyword = tokens[at]?.keyword;
    if (keyword === 'MATCH') {
      key.match = nameAt(tokens, at + 1);
      at += 2;
    } else if (keyword === 'ON') {
      const event = tokens[at + 1]?.keyword;
      const first = tokens[at + 2]?.keyword ?? '';
      const twoWords = first === 'SET' || first === 'NO';
      const action = actions[twoWords ? `${first} ${tokens[at + 3]?.keyword ?? ''}` : first] ?? 'noAction';
      const to = at + (twoWords ? 4 : 3);
      if (event === 'DELETE') key.onDelete = action;
      if (event === 'DELETE') key.spelled.push({ event: 'onDelete', from: at, to });
      if (event === 'UPDATE') key.onUpdate = action;
      if (event === 'UPDATE') key.spelled.push({ event: 'onUpdate', from: at, to });
      at = to;
    } else {
      return at;
    }
  }
}

/** As the text and as `pragma_foreign_key_list` spell them. */
export const actions: Readonly<Record<string, ReferentialAction>> = {
  CASCADE: 'cascade',
  RESTRICT: 'restrict',
  'NO ACTION': 'noAction',
  'SET NULL': 'setNull',
  'SET DEFAULT': 'setDefault',
};

function deferrability(tokens: readonly Token[], at: number): ForeignKey['deferrable'] {
  if (isNot(tokens[at - 1])) return 'no';
  return tokens[at + 1]?.keyword === 'INITIALLY' && tokens[at + 2]?.keyword === 'DEFERRED'
    ? 'initiallyDeferred'
    : 'initiallyImmediate';
}

function isNot(token: Token | undefined): boolean {
  return token?.keyword === 'NOT';
}

function nameAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return token === undefined ? '' : nameOf(token);
}

/** The names of a list in parentheses; what follows a name up to the comma (COLLATE, ASC) is left out. */
function namesIn(tokens: readonly Token[], open: number): string[] {
  const names: string[] = [];
  const end = nextAtDepth(tokens, open) - 1;
  for (let at = open; at < end; at += 1) {
    if (at === open || tokens[at]?.text === ',') names.push(nameAt(tokens, at + 1));
  }
  return names;
}
