import type { PackedRows } from '../../model/row-images.ts';

/** Bytes after which what was gathered is handed on. */
const pieceSize = 256 * 1024;

export type RowPacker = {
  /** Appends bytes of the row in hand. */
  add(bytes: Uint8Array): void;
  /** Appends a number from 0 on, in as few bytes as it takes. */
  addNumber(number: number): void;
  endRow(): void;
  /** Hands on the rest. False: the rows took more than the limit, and those beyond it were left out. */
  finish(): boolean;
};

/** Gathers rows, one after the other, into pieces that are handed on to `take`. */
export function createRowPacker(shape: string, limit: number, take: (packed: PackedRows) => void): RowPacker {
  let piece = Buffer.allocUnsafe(0);
  let used = 0;
  let count = 0;
  let total = 0;

  function reserve(length: number): void {
    total += length;
    if (used + length <= piece.length) return;
    const larger = Buffer.allocUnsafe(
      Math.max(4096, used + length, Math.min(2 * piece.length, 2 * pieceSize)),
    );
    piece.copy(larger, 0, 0, used);
    piece = larger;
  }

  function handOn(): void {
    if (count > 0 && total <= limit) take({ shape, count, bytes: piece.subarray(0, used) });
    piece = Buffer.allocUnsafe(0);
    used = 0;
    count = 0;
  }

  return {
    add(bytes) {
      if (total > limit) return;
      reserve(bytes.length);
      piece.set(bytes, used);
      used += bytes.length;
    },
    addNumber(number) {
      if (total > limit) return;
      reserve(5);
      let rest = number;
      for (; rest > 127; rest = Math.floor(rest / 128)) {
        piece[used] = (rest % 128) + 128;
        used += 1;
      }
      piece[used] = rest;
      used += 1;
    },
    endRow() {
      count += 1;
      if (used >= pieceSize) handOn();
    },
    finish() {
      handOn();
      return total <= limit;
    },
  };
}

/** Reads what `addNumber` wrote: the number, and where the next byte is. */
export function numberAt(bytes: Uint8Array, at: number): readonly [number, number] {
  let number = 0;
  for (let next = at, factor = 1; ; next += 1, factor *= 128) {
    const byte = bytes[next] ?? 0;
    number += (byte & 127) * factor;
    if (byte < 128) return [number, next + 1];
  }
}
