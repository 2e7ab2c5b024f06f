import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.mjs';

/** Sums up what came of several runners. A step that fails without a failed test counts as one. */
export function createTally() {
  const folder = mkdtempSync(join(tmpdir(), 'referee-tally-'));
  const failed = [];
  let passed = 0;
  let runs = 0;

  return {
    async step(command, args, env) {
      const file = join(folder, String(runs++));
      const code = await run(command, args, { env: { ...env, REFEREE_TALLY: file } });
      const counts = readCounts(file);
      const names = counts.flatMap((count) => count.failed);
      passed += counts.reduce((total, count) => total + count.passed, 0);
      failed.push(...(code !== 0 && names.length === 0 ? [[command, ...args].join(' ')] : names));
    },
    fail(what) {
      failed.push(what);
    },
    /** Prints what failed, and last the counts; gives the exit code. */
    end() {
      rmSync(folder, { recursive: true, force: true });
      for (const name of failed) console.log(`Failed: ${name}`);
      console.log(`Tests: ${passed} passed, ${failed.length} failed`);
      return failed.length === 0 && passed > 0 ? 0 : 1;
    },
  };
}

function readCounts(file) {
  try {
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}
