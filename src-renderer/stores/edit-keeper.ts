import { type AllEdits, countAll, merged } from '../format/edit-history.ts';
import { type KeptEdits, keptText, readKept } from '../format/kept-edits.ts';
import { inTurn, openWindows, windowName } from './own-window.ts';

const prefix = 'referee.staged/';

/** Where the staged edits of this window on one database outlast the page. Other windows have places of their own. */
export type EditKeeper = {
  /** False: there is no room for them. */
  keep(edits: AllEdits): boolean;
};

/**
 * The keeper for a database, and what was kept of it: by this window before it was loaded anew, and by windows that are
 * gone. Those of other windows that are open stay theirs. `place` holds no secret.
 */
export async function openKeeper(
  place: string,
): Promise<{ readonly keeper: EditKeeper; readonly kept: KeptEdits | null }> {
  const own = await windowName;
  const keyOf = (window: string) => `${prefix}${JSON.stringify(place)}/${window}`;
  const keeper: EditKeeper = { keep: (edits) => keep(keyOf(own), edits) };
  const kept = await inTurn(async () => {
    const open = await openWindows();
    const keys = Object.keys(localStorage)
      .filter((key) => key.startsWith(keyOf('')))
      .filter((key) => key === keyOf(own) || !open.has(key.slice(keyOf('').length)));
    const found = keys
      .map((key) => readKept(localStorage.getItem(key) ?? ''))
      .filter((each) => each !== null)
      .toSorted((a, b) => a.at.localeCompare(b.at));
    const all = found.reduce<KeptEdits | null>(
      (sum, each) => (sum === null ? each : { at: each.at, edits: merged(sum.edits, each.edits) }),
      null,
    );
    if (all !== null && keeper.keep(all.edits)) {
      for (const key of keys) if (key !== keyOf(own)) localStorage.removeItem(key);
    }
    return all;
  });
  return { keeper, kept };
}

function keep(key: string, edits: AllEdits): boolean {
  try {
    if (countAll(edits) === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, keptText({ at: new Date().toISOString(), edits }));
    return true;
  } catch {
    return false;
  }
}
