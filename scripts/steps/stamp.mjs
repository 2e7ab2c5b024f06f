import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { inProject } from './project.mjs';

/** A digest of the names and contents of files and folders of the project. */
export function digest(...paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesOf).sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(inProject(path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesOf(path) {
  if (statSync(inProject(path)).isFile()) return [path];
  return readdirSync(inProject(path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.slice(inProject().length));
}

/** Whether the last run of a step, which left its stamp in `file`, was for the same digest. */
export function isStamped(file, value) {
  try {
    return readFileSync(inProject(file), 'utf8') === value;
  } catch {
    return false;
  }
}

export function stamp(file, value) {
  writeFileSync(inProject(file), value);
}
