import type { Catalog } from '../../src-main/model/catalog.ts';

/** A catalog without what the engine estimates, and with the positions of foreign keys only as their order. */
export function comparableCatalog({ tables, foreignKeys, ...rest }: Catalog): Catalog {
  return {
    ...rest,
    tables: tables.map((table) => ({ ...table, rowEstimate: null })),
    foreignKeys: foreignKeys
      .toSorted((a, b) => a.position - b.position)
      .map((key) => ({ ...key, position: 0 })),
  };
}
