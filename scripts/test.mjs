import { build } from './steps/build.mjs';
import { install } from './steps/install.mjs';
import { main, Stop, say } from './steps/project.mjs';
import { createTally } from './steps/tally.mjs';
import { prepareTestNeeds } from './steps/test-needs.mjs';

const steps = [
  ['Formatting and lint rules', 'biome', ['check', '.']],
  ['Types', 'vue-tsc', ['--build']],
  ['Architecture, unit and conformance tests', 'vitest', ['run']],
];
const journeys = ['Journeys in Chromium', 'playwright', ['test']];

/** npm test: all there is, set-up included; the last line counts the tests of all runners. */
main(async () => {
  const tally = createTally();
  const step = async ([title, command, args]) => {
    say(`${title} …`);
    await tally.step(command, args);
  };
  try {
    await install();
    await prepareTestNeeds();
    for (const each of steps) await step(each);
    await build();
    await step(journeys);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    tally.fail();
  }
  return tally.end();
});
