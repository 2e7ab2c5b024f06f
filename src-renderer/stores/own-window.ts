const keptIn = 'referee.window';
const prefix = 'referee.window/';

/** The name of this window, which it keeps over a reload; no two that are open have the same. */
export const windowName: Promise<string> = claimName();

/** The names of all windows that are open. */
export async function openWindows(): Promise<ReadonlySet<string>> {
  const { held = [] } = await navigator.locks.query();
  return new Set(
    held
      .map(({ name = '' }) => name)
      .filter((name) => name.startsWith(prefix))
      .map(withoutPrefix),
  );
}

/** One window after the other, also where they begin at the same time. */
export async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  return navigator.locks.request('referee.turn', work);
}

/** A window that was duplicated comes with the name of the other. */
async function claimName(): Promise<string> {
  const kept = sessionStorage.getItem(keptIn);
  if (kept !== null && (await claim(kept))) return kept;
  const fresh = crypto.randomUUID();
  await claim(fresh);
  sessionStorage.setItem(keptIn, fresh);
  return fresh;
}

/** Held until the page goes, however it goes. */
function claim(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    void navigator.locks.request(prefix + name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => {});
    });
  });
}

function withoutPrefix(name: string): string {
  return name.slice(prefix.length);
}
