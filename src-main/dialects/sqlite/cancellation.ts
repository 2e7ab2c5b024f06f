/**
 * better-sqlite3 cannot interrupt a statement, and ending its worker does not stop one. So a request is cancelled by a
 * flag in memory that both threads share, which our SQL functions and the reading of rows look at.
 */
const slots = 1024;
const revocableSlot = slots;

/** The main thread's side. */
export type CancelFlags = {
  readonly buffer: SharedArrayBuffer;
  cancel(request: number): void;
  /** Whether what runs now leaves nothing behind if nobody waits for its end: it only reads, or can be rolled back. */
  isRevocable(): boolean;
};

export function createCancelFlags(): CancelFlags {
  const buffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * (slots + 1));
  const flags = new Int32Array(buffer);
  return {
    buffer,
    cancel(request) {
      Atomics.store(flags, request % slots, request);
      Atomics.notify(flags, request % slots);
    },
    isRevocable: () => Atomics.load(flags, revocableSlot) === 1,
  };
}

/** The worker's side. `check` throws once the request in hand is cancelled. */
export type Cancellation = {
  start(request: number): void;
  check(): void;
  /** Sleeps, but not longer than until a cancel. */
  pause(milliseconds: number): void;
  setRevocable(revocable: boolean): void;
};

export const cancelledCode = 'REFEREE_CANCELLED';

export function createCancellation(buffer: SharedArrayBuffer): Cancellation {
  const flags = new Int32Array(buffer);
  let current = 0;
  const check = (): void => {
    if (current !== 0 && Atomics.load(flags, current % slots) === current) {
      throw Object.assign(new Error('cancelled'), { code: cancelledCode });
    }
  };
  return {
    start(request) {
      current = request;
    },
    check,
    pause(milliseconds) {
      const slot = current % slots;
      Atomics.wait(flags, slot, Atomics.load(flags, slot), milliseconds);
      check();
    },
    setRevocable(revocable) {
      Atomics.store(flags, revocableSlot, revocable ? 1 : 0);
    },
  };
}
