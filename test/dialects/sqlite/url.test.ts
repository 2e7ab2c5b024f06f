import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sqlite } from '../../../src-main/dialects/sqlite/index.ts';

describe('a SQLite URL', () => {
  it.each([
    ['sqlite:shop.db', 'shop.db'],
    ['sqlite:data/shop 100%.db', 'data/shop 100%.db'],
    ['sqlite:/srv/shop.db', '/srv/shop.db'],
    ['sqlite:///srv/shop.db', '/srv/shop.db'],
    ['sqlite:///srv/my%20shop.db?mode=ro', '/srv/my shop.db'],
    ['sqlite://shop.db', 'shop.db'],
    ['SQLite:shop.db', 'shop.db'],
    ['sqlite:C:\\shops\\shop.db', 'C:\\shops\\shop.db'],
    ['sqlite:///C:/shops/shop.db', 'C:/shops/shop.db'],
    ['file:./dev.db?connection_limit=1', './dev.db'],
    ['file:///srv/my%20shop.db', '/srv/my shop.db'],
    ['sqlite:Käse.db', 'Käse.db'],
  ])('%s leads to %s', (url, file) => {
    expect(sqlite.parseUrl(url)).toEqual({ file });
  });

  it.each(['sqlite:', 'sqlite://', 'postgres://localhost/shop', 'shop.db', 'sqlite::memory:', 'file:%zz'])(
    '%s is refused',
    (url) => {
      expect(() => sqlite.parseUrl(url)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
    },
  );

  it('is described by the absolute path', () => {
    expect(sqlite.describe({ file: 'shop.db' })).toBe(resolve('shop.db'));
  });
});
