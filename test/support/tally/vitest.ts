import type { Reporter, TestModule } from 'vitest/node';
import { reportTally } from './tally.ts';

/** A file that cannot be loaded, and an error outside of any test, count as failed tests. */
export const tally: Reporter = {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]) {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const broken = modules.filter((module) => module.errors().length > 0).length;
    reportTally({
      passed: states.filter((state) => state === 'passed').length,
      failed: states.filter((state) => state === 'failed').length + broken + errors.length,
    });
  },
};
