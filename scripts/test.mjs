import { build } from './steps/build.mjs';
import { install } from './steps/install.mjs';
import { inProject, main, Stop, say } from './steps/project.mjs';
import { quickFolder } from './steps/quick-files.mjs';
import { createTally } from './steps/tally.mjs';
import { prepareTestNeeds } from './steps/test-needs.mjs';

const steps = [
  ['Formatting and lint rules', 'biome', ['check', '--diagnostic-level=warn', '.']],
  ['Types', 'vue-tsc', ['--build']],
  ['Architecture, unit and conformance tests', 'vitest', ['run']],
  ['Journeys in Chromium', 'playwright', ['test']],
];

/** Thousands of threads and programs are started from the same sources: those are compiled once. */
const compiled = inProject('node_modules', '.cache', 'node');

/** npm test: all there is, set-up included; the last line counts the tests of all runners. */
main(async () => {
  const tally = createTally();
  try {
    await install();
    await prepareTestNeeds();
    await build();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    tally.fail('Set-up');
    return tally.end();
  }
  for (const [title, command, args] of steps) {
    say(`${title} …`);
    await tally.step(command, args, { TMPDIR: quickFolder(), NODE_COMPILE_CACHE: compiled });
  }
  return tally.end();
});
