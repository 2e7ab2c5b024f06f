/** So many bytes can be edited; of more only the first are shown. */
export const shownBytes = 16_384;

/** 16 bytes on a line, with blanks between. */
export function hexLines(hex: string): string {
  const lines = hex.match(/.{1,32}/g) ?? [];
  return lines.map((line) => (line.match(/.{1,2}/g) ?? []).join(' ')).join('\n');
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
