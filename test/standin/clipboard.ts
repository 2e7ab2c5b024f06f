import type { Clipboard } from 'electron';

let content = '';

export const clipboard: Pick<Clipboard, 'readText' | 'writeText' | 'clear'> = {
  readText: async () => content,
  writeText: async (text) => {
    content = text;
  },
  clear: () => {
    content = '';
  },
};
