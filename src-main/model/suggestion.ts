import type { RelationSide } from './relation.ts';

/** What speaks for a relation before its rows are looked at, the strongest first. */
export const evidenceRules = [
  /** `customer_id`, `idCustomer` or `fk_customer` and a table `customers`. */
  'namesTable',
  /** Both sides call their columns the same, and not just `id`. */
  'sameColumns',
  /** `billing_customer_id` and a table `customers`, or `customer_id` and a table `shop_customers`. */
  'namesPart',
  /** `parent_id`, `reports_to`: a row of the same table. */
  'namesOwnTable',
  /** `ship_via` and a table `shippers`. */
  'alike',
  /** Nothing but types and values. */
  'sameType',
] as const;
export type EvidenceRule = (typeof evidenceRules)[number];

/** What the rows say. `sampled`: only so many of the first rows were looked at. */
export type ValueShares = {
  readonly rows: number;
  readonly distinct: number;
  /** Of the distinct values. */
  readonly found: number;
  /** Rows whose value is not found. */
  readonly orphans: number;
  readonly sampled: boolean;
};

/** A relation that nobody has declared, and that there may be. */
export type Suggestion = {
  readonly child: RelationSide;
  readonly parent: RelationSide;
  /** From 0 to 1; above 0.6 it is worth declaring. */
  readonly confidence: number;
  readonly evidence: EvidenceRule;
  /** null: there was no time to look, or there is no row that says anything. */
  readonly values: ValueShares | null;
  /** One sentence that says why. */
  readonly message: string;
};

/** The likeliest first. `unchecked`: candidates whose rows there was no time for. */
export type Suggestions = { readonly suggestions: readonly Suggestion[]; readonly unchecked: number };
