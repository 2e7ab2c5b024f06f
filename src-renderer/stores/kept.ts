/** What was kept under a key; null: nothing, or nothing that can be read. Whoever asks checks its shape. */
export function readKept(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** Keeps it beyond the session. False: there is no room, so that it lasts as long as the page. */
export function keep(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
