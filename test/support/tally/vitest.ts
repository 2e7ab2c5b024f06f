import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { reportTally } from './tally.ts';

/** A file that cannot be loaded, and an error outside of any test, count as failed tests. */
export const tally: Reporter = {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly { readonly message: string }[]) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const broken = modules.filter((module) => module.errors().length > 0);
    reportTally({
      passed: tests.filter((test) => test.result().state === 'passed').length,
      failed: [
        ...tests
          .filter((test) => test.result().state === 'failed')
          .map((test) => `${nameOf(test.module)} > ${test.fullName}`),
        ...broken.map(nameOf),
        ...errors.map(({ message }) => message),
      ],
    });
  },
};

function nameOf({ moduleId }: TestModule): string {
  return relative(process.cwd(), moduleId);
}
