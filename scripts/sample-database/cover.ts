import { crc32, deflateSync } from 'node:zlib';
import type { Random } from './random.ts';

const width = 24;
const height = 36;

/** A small PNG in two colours. Stored, not compressed: compressors differ between machines, the file must not. */
export function coverThumbnail(random: Random): Buffer {
  const palette = Buffer.from(Array.from({ length: 6 }, () => random.between(40, 230)));
  const band = random.between(6, 24);
  const lines = Array.from({ length: height }, (_, y) => {
    const inBand = y >= band && y < band + 8;
    return Buffer.from([0, ...Array.from({ length: width }, (__, x) => (inBand || x < 2 ? 1 : 0))]);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(Buffer.concat(lines), { level: 0 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
