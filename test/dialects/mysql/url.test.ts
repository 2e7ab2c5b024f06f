import { describe, expect, test } from 'vitest';
import { mysql } from '../../../src-main/dialects/mysql/index.ts';
import { AppError } from '../../../src-main/model/error.ts';

function refusal(url: string): AppError {
  try {
    mysql.parseUrl(url);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  return expect.fail('It was accepted.');
}

describe('a MySQL URL', () => {
  test('is taken apart and percent-decoded', () => {
    expect(mysql.parseUrl('mysql://a%40b:p%2F%3Aw@db.example:3307/my%20shop?tls=verified')).toEqual({
      host: 'db.example',
      port: '3307',
      database: 'my shop',
      user: 'a@b',
      password: 'p/:w',
      tls: 'verified',
    });
  });

  test('may name the scheme mariadb and leave out port, password and encryption', () => {
    expect(mysql.parseUrl('mariadb://root@localhost/shop')).toEqual({
      host: 'localhost',
      port: '3306',
      database: 'shop',
      user: 'root',
      password: '',
      tls: 'off',
    });
  });

  test('may hold an IPv6 address', () => {
    const settings = mysql.parseUrl('mysql://root@[::1]:3306/shop');
    expect(settings.host).toBe('::1');
    expect(mysql.describe(settings)).toBe('shop on [::1]:3306');
  });

  test.each([
    ['REQUIRED', 'encrypted'],
    ['verify-identity', 'verified'],
    ['DISABLED', 'off'],
  ])('takes ssl-mode=%s as %s', (mode, tls) => {
    expect(mysql.parseUrl(`mysql://root@localhost/shop?ssl-mode=${mode}`).tls).toBe(tls);
  });

  test.each([
    'mysql://me:s3cret@localhost',
    'mysql://me:s3cret@localhost/',
    'mysql://me:s3cret@localhost:port/shop',
    'mysql://me:s3cret%zz@localhost/shop',
    'postgres://me:s3cret@localhost/shop',
    'mysql://me:s3cret@localhost/shop?tls=maybe',
    's3cret',
  ])('is refused without repeating its password: %s', (url) => {
    const error = refusal(url);
    expect(error.code).toBe('request.invalid');
    expect(`${error.message} ${error.hint} ${error.stack} ${error.cause}`).not.toContain('s3cret');
  });

  test('is described without user and password', () => {
    expect(mysql.describe(mysql.parseUrl('mysql://me:s3cret@db:3307/shop'))).toBe('shop on db:3307');
  });
});
