import { fileURLToPath } from 'node:url';
import { buildSampleDatabase } from './build.ts';

const path = fileURLToPath(new URL('../../resources/sample.db', import.meta.url));
buildSampleDatabase(path);
console.log(`Wrote ${path}`);
