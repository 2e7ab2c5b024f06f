import type { FindingKind } from '../../model/finding.ts';

/** What a kind of finding is about, as a sentence for tools that list rules. */
export const findingWords: Readonly<Record<FindingKind, string>> = {
  orphans: 'Rows reference parents that do not exist.',
  missingIndex: 'No index begins with the referencing columns of a relation.',
  typeMismatch: 'The two sides of a relation have types or collations that do not fit.',
  parentKeyNotUnique: 'A relation references columns that are no key.',
  notEnforced: 'A relation is declared, but nobody keeps it.',
  notValidated: 'A foreign key was never checked against the rows that were there before it.',
  cascadeCycle: 'Deletes cascade back into the table they began in.',
  cascadePaths: 'One delete reaches a table by several relations.',
  setNullOnNotNull: 'An action writes NULL into a column that may not be NULL.',
  cascadeDepth: 'A chain of cascades is longer than the database follows.',
  actionIgnored: 'The database turns a declared action into another.',
  staleRelation: 'A table or column of a relation is gone.',
};
