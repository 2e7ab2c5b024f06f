import { describe, expect, test } from 'vitest';
import { createConnectionLog } from '../../src-main/services/statement-log.ts';

const statement = (text: string) => ({ text, params: [], milliseconds: 1, rows: 1, error: null });

describe('the statement log of a connection', () => {
  test('gives the statements kept so far, then each new one', async () => {
    const log = createConnectionLog();
    log.add(statement('SELECT 1'));
    const followed = log.follow();
    expect((await followed.next()).value).toMatchObject({ text: 'SELECT 1' });
    const next = followed.next();
    log.add(statement('SELECT 2'));
    expect((await next).value).toMatchObject({ text: 'SELECT 2', at: expect.stringMatching(/Z$/) });
    log.end();
    expect(await followed.next()).toEqual({ done: true, value: undefined });
  });

  test('keeps only the latest', async () => {
    const log = createConnectionLog(2);
    for (const text of ['SELECT 1', 'SELECT 2', 'SELECT 3']) log.add(statement(text));
    log.end();
    const texts = [];
    for await (const { text } of log.follow()) texts.push(text);
    expect(texts).toEqual(['SELECT 2', 'SELECT 3']);
  });

  test('ends for one who cancels, while another goes on', async () => {
    const log = createConnectionLog();
    const cancel = new AbortController();
    const cancelled = log.follow(cancel.signal).next();
    const other = log.follow().next();
    cancel.abort();
    expect(await cancelled).toEqual({ done: true, value: undefined });
    log.add(statement('SELECT 1'));
    expect((await other).value).toMatchObject({ text: 'SELECT 1' });
  });

  test('ends at once for one who cancelled before', async () => {
    const followed = createConnectionLog().follow(AbortSignal.abort());
    expect(await followed.next()).toEqual({ done: true, value: undefined });
  });
});
