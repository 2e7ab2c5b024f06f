import { type InjectionKey, inject, provide } from 'vue';
import type { Column } from '../../../../src-main/model/catalog.ts';
import type { Row, Value } from '../../../../src-main/model/value.ts';
import type { Label } from '../../../format/reference-key.ts';
import type { GridRow } from '../grid-model.ts';

/** A row that could be referenced. */
export type ReferenceOption = {
  /** The columns of the child with the values that reference it. */
  readonly values: Row;
  readonly key: string;
  readonly label: string | null;
};

export type ReferencePage = {
  readonly options: readonly ReferenceOption[];
  /** Gives the next page; null: this is the last. */
  readonly more: (() => Promise<ReferencePage>) | null;
};

/** The row that a cell references; null: there is none with that key. */
export type ReferencedRow = {
  readonly table: string;
  readonly label: string | null;
  readonly row: readonly { readonly column: Column; readonly value: Value; readonly isKey: boolean }[] | null;
};

/** What cells know of the rows they reference, from whoever holds the database. */
export type References = {
  /** Asks for it where it is not known yet; null: no reference, or not known yet. */
  labelOf(row: GridRow, column: string): Label | null;
  /** Rows that the column could reference, whose key or label holds the text. Rejects when it is aborted. */
  search(column: string, text: string, signal: AbortSignal): Promise<ReferencePage>;
  /** Whether the column is one of several that reference together. */
  isComposite(column: string): boolean;
  /** Stages the reference in all columns that take part in it. */
  assign(row: GridRow, values: Row): void;
  /** The pointer rests on a cell, or left it. */
  hover(row: GridRow, column: string, cell: HTMLElement): void;
  leave(): void;
};

const key: InjectionKey<References> = Symbol('references');

export function provideReferences(references: References): void {
  provide(key, references);
}

/** null: nobody knows of references here. */
export function useReferences(): References | null {
  return inject(key, null);
}
