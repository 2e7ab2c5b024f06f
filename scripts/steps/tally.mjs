import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.mjs';

/** Sums what several runners count. A step that fails without counting a failed test is one. */
export function createTally() {
  const folder = mkdtempSync(join(tmpdir(), 'referee-tally-'));
  const sum = { passed: 0, failed: 0 };
  let runs = 0;

  return {
    async step(command, args) {
      const file = join(folder, String(runs++));
      const code = await run(command, args, { env: { REFEREE_TALLY: file } });
      const counts = readCounts(file);
      const failed = counts.reduce((total, count) => total + count.failed, 0);
      sum.passed += counts.reduce((total, count) => total + count.passed, 0);
      sum.failed += code !== 0 && failed === 0 ? 1 : failed;
    },
    fail() {
      sum.failed++;
    },
    /** Prints the last line; gives the exit code. */
    end() {
      rmSync(folder, { recursive: true, force: true });
      console.log(`Tests: ${sum.passed} passed, ${sum.failed} failed`);
      return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
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
