import type { ExportFormat } from '../components/graph/graph-look.ts';
import { toDbml } from '../graph/export/dbml.ts';
import { toMermaid } from '../graph/export/mermaid.ts';
import { toPng } from '../graph/export/png.ts';
import { toSvg } from '../graph/export/svg.ts';
import type { Scene } from '../graph/scene.ts';
import type { GraphTheme } from '../graph/theme.ts';
import { useMessages } from '../stores/messages.ts';
import { useSession } from '../stores/session.ts';
import { useWorkbench } from '../stores/workbench.ts';
import { t } from '../text/text.ts';
import { fileName } from './file-sink.ts';
import { saveFile } from './save-file.ts';

type Picture = { readonly scene: Scene; readonly theme: GraphTheme };

const endings: Readonly<Record<ExportFormat, string>> = {
  svg: 'svg',
  png: 'png',
  mermaid: 'mmd',
  dbml: 'dbml',
};

/** Saves what the graph shows: as a picture as it is looked at, as text with all columns of the tables that are shown. */
export function useGraphExport(picture: () => Picture | null) {
  const workbench = useWorkbench();
  const session = useSession();
  const messages = useMessages();

  return async (format: ExportFormat): Promise<void> => {
    const drawn = picture();
    if (drawn === null) return;
    try {
      const file = `${fileName(session.name, 'graph')}.${endings[format]}`;
      saveFile(await blobOf(format, drawn), file);
      messages.say('success', t('graph.export.done', { file }));
    } catch (error) {
      messages.report(error);
    }
  };

  function blobOf(format: ExportFormat, { scene, theme }: Picture): Blob | Promise<Blob> {
    if (format === 'png') return toPng(scene, theme);
    if (format === 'svg') return new Blob([toSvg(scene, theme)], { type: 'image/svg+xml' });
    const tables = scene.cards.flatMap(({ card }) => workbench.byKey.get(card.key) ?? []);
    const text = format === 'mermaid' ? toMermaid : toDbml;
    return new Blob([text(tables, workbench.relations)], { type: 'text/plain' });
  }
}
