import type { Shell } from 'electron';
import { tell } from './tell.ts';

export const shell: Pick<Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'beep'> = {
  openExternal: async (url) => tell('open-external', url),
  openPath: async (path) => {
    tell('open-path', path);
    return '';
  },
  showItemInFolder: (path) => tell('show-in-folder', path),
  beep: () => {},
};
