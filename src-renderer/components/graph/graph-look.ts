/** How the graph is looked at, as views give it. */
export type GraphLook = {
  /** Only this table and those around it are shown; null: all are. */
  readonly focus: { readonly key: string; readonly depth: number } | null;
  readonly panel: 'list' | 'blast' | 'candidates' | null;
  readonly legend: boolean;
  readonly hiddenSchemas: ReadonlySet<string>;
};

/** What the toolbar asks for. */
export type GraphAsk = 'fit' | 'arrange' | 'focus' | 'blast' | 'suggest' | 'list' | 'legend';
export const exportFormats = ['svg', 'png', 'mermaid', 'dbml'] as const;
export type ExportFormat = (typeof exportFormats)[number];
