/** Rows that reference a row by one relation. */
export type ChildRows = {
  /** Id of the relation. */
  readonly relation: string;
  readonly table: string;
  /** The referencing columns. */
  readonly columns: string;
  /** null: not known yet. */
  readonly count: number | null;
  /** False: there are more. */
  readonly exact: boolean;
};
