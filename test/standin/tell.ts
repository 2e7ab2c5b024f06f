import process from 'node:process';

/** Tells the test that has started this process what happened outside of the windows. */
export function tell(kind: string, value: unknown): void {
  process.send?.({ kind, value });
}
