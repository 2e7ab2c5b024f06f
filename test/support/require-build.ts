import { existsSync } from 'node:fs';
import { electronText } from '../journeys/electron-binary.ts';

/** The journeys drive what was built; and say which Electron they drive. */
export default function requireBuild(): void {
  if (!existsSync('out/main/web.js')) throw new Error('Nothing is built yet. Run: npm run build');
  console.log(electronText());
}
