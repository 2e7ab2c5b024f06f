import { describe, expect, test } from 'vitest';
import { toAppError } from '../../../src-main/dialects/mysql/errors.ts';

const place = { host: 'db.example', port: 3307, database: 'shop', user: 'me' };
const of = (errno: number, sqlMessage: string) => toAppError({ errno, code: 'ER_X', sqlMessage }, place);

describe('an error of the server', () => {
  test('1451 names the table and the foreign key that still refers', () => {
    const error = of(
      1451,
      'Cannot delete or update a parent row: a foreign key constraint fails (`shop`.`orders`, CONSTRAINT `orders_fk` FOREIGN KEY (`c`) REFERENCES `customers` (`id`))',
    );
    expect(error.code).toBe('constraint.violated');
    expect(error.message).toBe('Rows still refer to this row by foreign key orders_fk of shop.orders.');
  });

  test('1452 names the foreign key whose parent is missing', () => {
    const error = of(
      1452,
      'Cannot add or update a child row: a foreign key constraint fails (`shop`.`orders`, CONSTRAINT `orders_fk` FOREIGN KEY (`c`) REFERENCES `customers` (`id`))',
    );
    expect(error.message).toBe('No parent row exists for foreign key orders_fk of shop.orders.');
  });

  test('1062 names value and key', () => {
    expect(of(1062, "Duplicate entry 'it's' for key 'users.email'").message).toBe(
      "A row with it's exists already in unique key users.email.",
    );
  });

  test.each([
    [1048, 'constraint.violated'],
    [1364, 'constraint.violated'],
    [4025, 'constraint.violated'],
    [1205, 'timeout'],
    [1213, 'timeout'],
    [3024, 'timeout'],
    [1317, 'cancelled'],
    [1792, 'readOnly'],
    [1290, 'readOnly'],
    [1064, 'request.invalid'],
    [1146, 'request.invalid'],
    [1054, 'request.invalid'],
    [2013, 'connection.lost'],
    [4031, 'connection.lost'],
    [1045, 'auth.failed'],
    [1044, 'auth.failed'],
    [1049, 'request.invalid'],
  ] as const)('%i is %s', (errno, code) => {
    expect(of(errno, 'Something').code).toBe(code);
  });
});

test.each([
  ['ECONNREFUSED', 'connection.refused'],
  ['ENOTFOUND', 'connection.refused'],
  ['ETIMEDOUT', 'connection.refused'],
  ['PROTOCOL_CONNECTION_LOST', 'connection.lost'],
  ['ECONNRESET', 'connection.lost'],
] as const)('the network error %s is %s', (code, expected) => {
  const error = toAppError(Object.assign(new Error('x'), { code, errno: -111 }), place);
  expect(error.code).toBe(expected);
  expect(error.message).toContain(code === 'ENOTFOUND' ? 'db.example (port 3307)' : 'db.example:3307');
});

test('what is no error of the server is internal', () => {
  expect(toAppError(new TypeError('oops'), place).code).toBe('internal');
});
