import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { runReferee } from './terminal.ts';

describe('referee', () => {
  test('tells its commands', async () => {
    const { code, output } = await runReferee(['--help']);
    expect(code).toBe(0);
    expect(output).toMatch(/Usage: referee <command>/);
    expect(output).toMatch(/^ {2}rpc$/m);
  });

  test('tells its version', async () => {
    expect(await runReferee(['--version'])).toEqual({
      code: 0,
      output: `${packageJson.version}\n`,
      errors: '',
    });
  });

  test.each([
    [['tidy'], /no command "tidy"/],
    [['rpc', '--fast'], /takes no options/],
    [['web', '--port', 'many'], /"many" is no port/],
    [['web', '--fast'], /--fast/],
  ])('refuses to be called in a wrong way: %s', async (args, problem) => {
    const { code, output, errors } = await runReferee(args);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toMatch(problem);
  });
});
