import type { ReferentialAction } from '../../src-main/model/relation.ts';
import type { FuzzCase, FuzzKey, FuzzTable } from './fuzz-case.ts';

/** A schema with a bit of everything, without rows: a walk brings them in. `!`: not nullable; `columns[0]` is the key. */
function table(name: string, columns: string, ...uniques: readonly (readonly number[])[]): FuzzTable {
  const named = columns.split(' ').map((column, i) => ({
    name: column.replace('!', ''),
    nullable: i > 0 && !column.endsWith('!'),
    default: null,
  }));
  return { name, columns: named, kept: 'plain', uniques: uniques.length === 0 ? [[0]] : uniques };
}

const country = table('country', 'id code!', [0], [1]);
const city = table('city', 'id code!', [0]);
const customer = table('customer', 'id city_id referrer_id', [0]);
const category = table('category', 'id parent_id', [0]);
const product = table('product', 'id category_id country_code', [0]);
const sale = table('sale', 'id line! customer_id', [0, 1]);
const item = table('item', 'id sale_id line product_id', [0], [1, 2, 3]);
const remark = table('remark', 'id sale_id line customer_id', [0]);
const boss = table('boss', 'id team_id', [0]);
const team = table('team', 'id boss_id!', [0]);
const member = table('member', 'id team_id!', [0, 1]);

const keys: readonly FuzzKey[] = [
  key(city, [1], country, [1], 'cascade', 'cascade'),
  key(customer, [1], city, [0], 'setNull', 'cascade'),
  key(customer, [2], customer, [0], 'setNull', 'setNull'),
  key(category, [1], category, [0], 'cascade', 'cascade'),
  key(product, [1], category, [0], 'restrict', 'cascade'),
  key(product, [2], country, [1], 'setNull', 'cascade'),
  key(sale, [2], customer, [0], 'cascade', 'cascade'),
  key(item, [1, 2], sale, [0, 1], 'cascade', 'cascade'),
  key(item, [3], product, [0], 'restrict', 'cascade'),
  key(remark, [1, 2], sale, [0, 1], 'setNull', 'cascade'),
  key(remark, [3], customer, [0], 'cascade', 'setNull'),
  key(boss, [1], team, [0], 'setNull', 'setNull'),
  key(team, [1], boss, [0], 'cascade', 'cascade'),
  key(member, [0], customer, [0], 'cascade', 'cascade'),
  key(member, [1], team, [0], 'cascade', 'restrict'),
];

export const walkSchema: FuzzCase = {
  seed: 0,
  text: false,
  tables: [country, city, customer, category, product, sale, item, remark, boss, team, member],
  keys,
  rows: {},
  changes: [],
};

function key(
  child: FuzzTable,
  columns: readonly number[],
  parent: FuzzTable,
  parentColumns: readonly number[],
  onDelete: ReferentialAction,
  onUpdate: ReferentialAction,
): FuzzKey {
  const name = `${child.name}_${columns.join('_')}`;
  return {
    name,
    child,
    columns,
    parent,
    parentColumns,
    onDelete,
    onUpdate,
    deferred: false,
    full: false,
    setColumns: null,
  };
}
