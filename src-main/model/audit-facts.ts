import type { Column } from './catalog.ts';
import type { Relation } from './relation.ts';

/** What an audit finds between the types and actions of an engine. */
export type AuditFacts = {
  /**
   * What is to be known of the types of a relation's two columns between which the engine allows a foreign key, as a
   * sentence; null: nothing.
   */
  typeDifference(child: Column, parent: Column): string | null;
  /** Why the engine refuses a key update that the relation would follow, as a sentence; null: it follows. */
  ignoredUpdate(relation: Relation): string | null;
};
