import { readFile, writeFile } from 'node:fs/promises';
import { dialects } from '../../src-main/dialects/registry.ts';
import { withEnginesTable } from './engines-table.ts';

/** Writes the table of engines into the README anew. */
const path = new URL('../../README.md', import.meta.url);
const infos = dialects.map(({ info }) => info);
await writeFile(path, withEnginesTable(await readFile(path, 'utf8'), infos));
