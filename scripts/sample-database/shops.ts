import type { Book } from './catalogue.ts';
import { cities } from './places.ts';
import { createRandom } from './random.ts';

const shops = [
  ['Harbour Street', 'Bristol', '2004-05-14'],
  ['Castle Hill', 'Edinburgh', '2009-09-01'],
  ['Broad Street', 'Oxford', '2012-03-19'],
  ['Am Markt', 'Leipzig', '2018-10-05'],
  ['Online warehouse', 'Leeds', '2016-01-11'],
] as const;

export function createBranches() {
  return shops.map(([name, cityName, opened_on], index) => {
    const city = cities.find((known) => known.name === cityName);
    if (city === undefined) throw new RangeError(`no city named ${cityName}`);
    return { id: index + 1, name, city_id: city.id, opened_on };
  });
}

/** The warehouse, which comes last, has nearly all books; the shops a choice. */
export function createStock(books: readonly Book[], branches: readonly { readonly id: number }[]) {
  const random = createRandom(21);
  return branches.flatMap((branch) => {
    const isWarehouse = branch.id === branches.length;
    return books
      .filter(() => random.chance(isWarehouse ? 0.97 : 0.42))
      .map(({ row }) => ({
        branch_id: branch.id,
        book_id: row.id,
        quantity: random.chance(0.06) ? 0 : random.between(1, isWarehouse ? 60 : 7),
        reorder_at: isWarehouse ? 10 : 2,
        shelf: isWarehouse ? `${random.pick(['N', 'S', 'E'])}-${random.between(10, 48)}` : null,
      }));
  });
}
