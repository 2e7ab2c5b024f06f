import { describe, expect, test } from 'vitest';
import { postgresql } from '../../../src-main/dialects/postgresql/index.ts';
import type { AppError } from '../../../src-main/model/error.ts';

const empty = { host: '', port: '', database: '', user: '', password: '', sslmode: '' };

function refusal(url: string): AppError {
  try {
    postgresql.parseUrl(url);
  } catch (error) {
    return error as AppError;
  }
  return expect.fail(`${url} was accepted.`);
}

describe('a URL', () => {
  test.each([
    ['postgres://me@localhost', { user: 'me', host: 'localhost' }],
    [
      'postgresql://me@db.example.com:6000/shop',
      { user: 'me', host: 'db.example.com', port: '6000', database: 'shop' },
    ],
    [
      'postgres://me:p%40ss%3Aw%2F@h/my%20db',
      { user: 'me', password: 'p@ss:w/', host: 'h', database: 'my db' },
    ],
    ['postgres://me:p@ss@h', { user: 'me', password: 'p@ss', host: 'h' }],
    ['postgres://me:a:b@h', { user: 'me', password: 'a:b', host: 'h' }],
    ['postgres://me@[::1]:5433/x', { user: 'me', host: '::1', port: '5433', database: 'x' }],
    [
      'postgres://me@h/x?sslmode=verify-full&schema=public',
      { user: 'me', host: 'h', database: 'x', sslmode: 'verify-full' },
    ],
    ['postgres://me@/x?host=/var/run/postgresql', { user: 'me', host: '/var/run/postgresql', database: 'x' }],
    ['POSTGRES://Me@H/X', { user: 'Me', host: 'H', database: 'X' }],
  ])('%s gives its settings', (url, settings) => {
    expect(postgresql.parseUrl(url)).toEqual({ ...empty, ...settings });
  });

  test.each([
    ['postgres://localhost/shop', 'names no user'],
    ['postgres://me@h:port/x', 'The port is not a number'],
    ['postgres://me@h:70000/x', 'The port is not a number'],
    ['postgres://me@::1/x', 'host'],
    ['postgres://me@a,b/x', 'several hosts'],
    ['postgres://me@h/x?sslmode=maybe', 'The sslmode is unknown'],
    ['postgres://me@h/100%', 'The database of the URL holds a %'],
    ['mysql://me@h/x', 'not a PostgreSQL URL'],
  ])('%s is refused for what is wrong with it', (url, reason) => {
    const error = refusal(url);
    expect(error.code).toBe('request.invalid');
    expect(error.message).toContain(reason);
    expect(error.hint).toContain('postgresql://user:password@host:5432/database');
  });

  test.each([
    'postgres://me:s3cret%@h/x',
    'postgres://me:s3cret@h:nope/x',
    'postgres://me:s3cret/more@h/x',
    'postgres://me:s3cret@a,b/x',
    'postgres://me:s3cret#more@h/x',
    'postgres://me:s3cret?more@h/x',
  ])('%s is refused without repeating the password', (url) => {
    const error = refusal(url);
    expect(`${error.message} ${error.hint} ${JSON.stringify(error.data)}`).not.toContain('s3cret');
  });
});

describe('where settings lead', () => {
  test.each([
    ['postgres://me:s3cret@h/shop', 'h/shop'],
    ['postgres://me@h:6000/shop', 'h:6000/shop'],
    ['postgres://me@[::1]/shop', '[::1]/shop'],
    ['postgres://me@h', 'h/me'],
  ])('%s is called %s', (url, text) => {
    expect(postgresql.describe(postgresql.parseUrl(url))).toBe(text);
  });
});
