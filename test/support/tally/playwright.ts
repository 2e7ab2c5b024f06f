import type { FullConfig, Reporter, Suite, TestError } from '@playwright/test/reporter';
import { reportTally } from './tally.ts';

/** An error outside of any test counts as a failed test. */
export default class PlaywrightTally implements Reporter {
  #suite: Suite | null = null;
  readonly #errors: string[] = [];

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#suite = suite;
  }

  onError(error: TestError): void {
    this.#errors.push(error.message ?? 'An error outside of any test');
  }

  onEnd(): void {
    const tests = this.#suite?.allTests() ?? [];
    const passed = tests.filter((test) => ['expected', 'flaky'].includes(test.outcome()) && test.ok());
    const skipped = passed.filter((test) => test.results.every((result) => result.status === 'skipped'));
    reportTally({
      passed: passed.length - skipped.length,
      failed: [
        ...tests
          .filter((test) => test.outcome() === 'unexpected')
          .map((test) => test.titlePath().filter(Boolean).join(' > ')),
        ...this.#errors,
      ],
    });
  }
}
