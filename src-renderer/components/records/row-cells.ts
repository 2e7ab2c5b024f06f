import { ArrowUpRight, Unlink } from '@lucide/vue';
import { type FunctionalComponent, h, type VNode, type VNodeArrayChildren } from 'vue';
import type { Value } from '../../../src-main/model/value.ts';
import { cellParts, isNumeric, plainText } from '../../format/cell-text.ts';
import { t } from '../../text/text.ts';
import { defaultText, type GridColumn, type GridRow, type PlacedColumn } from './grid-model.ts';
import type { References } from './references/references.ts';

type RowCellsProps = {
  readonly row: GridRow;
  readonly columns: readonly PlacedColumn[];
  /** Id of the active cell. */
  readonly activeId: string;
  /** null: the active cell is in another row. */
  readonly activeColumn: number | null;
  /** The selected cells of this row, by column; -1: none. */
  readonly left: number;
  readonly right: number;
  readonly references: References | null;
  /** The default slot holds the editor of the active cell. */
  readonly editing: boolean;
};

/**
 * The cells of a row in one region. Plain elements, since scrolling draws hundreds of them in a frame: the grid hears their
 * events, and a text that needs no more is all that its cell holds.
 */
export const RowCells: FunctionalComponent<RowCellsProps> = (props, { slots }) =>
  props.columns.map((place) => {
    const isEdited = props.editing && place.index === props.activeColumn;
    return cell(props, place, isEdited ? (slots['default']?.() ?? null) : null);
  });
RowCells.props = ['row', 'columns', 'activeId', 'activeColumn', 'left', 'right', 'references', 'editing'];
RowCells.inheritAttrs = false;

function cell(props: RowCellsProps, place: PlacedColumn, editor: VNode[] | null): VNode {
  const { row, left, right } = props;
  const { column, index } = place;
  const isActive = index === props.activeColumn;
  const isRanged = left >= 0 && index >= left && index <= right;
  const content = row.state === 'awaited' ? nothing : contentOf(props, column, editor);
  const isChanged = row.state === 'updated' && row.changed.has(column.column.name);
  return h(
    'div',
    {
      key: column.column.name,
      class: `grid-cell${content.look}${isActive ? ' active' : ''}${isChanged ? ' changed' : ''}${isRanged ? ' ranged' : ''}`,
      style: `left:${place.start}px;width:${place.size}px`,
      dir: content.dir,
      role: 'gridcell',
      id: isActive ? props.activeId : undefined,
      'aria-colindex': index + 2,
      'aria-selected': isRanged,
      'aria-readonly': column.writable ? undefined : true,
    },
    content.children,
  );
}

/** Letters that are written from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|\ud802|\ud803|\ud83a|\ud83b/;
/** Only where it matters: what a browser has to look into for its direction is much slower to draw. */
function directionOf(text: string | null): 'auto' | undefined {
  return text === null || rightToLeft.test(text) ? 'auto' : undefined;
}

type Content = {
  readonly look: string;
  readonly dir?: 'auto' | undefined;
  readonly children: VNodeArrayChildren;
};
const nothing: Content = { look: '', children: [] };

function contentOf(
  { row, references }: RowCellsProps,
  column: GridColumn,
  editor: readonly VNode[] | null,
): Content {
  const value = row.values[column.at];
  const absent = absence(column, value);
  const text = absent === null ? plainText(value ?? null) : absenceText(absent);
  const isReference = column.references !== null && value !== null && value !== undefined;
  const numeric = isNumeric(column.column) ? ' numeric' : '';
  if (editor === null && !isReference && text !== null) {
    return {
      look: absent === null ? ` text${numeric}` : `${absentLook(absent)}${numeric}`,
      children: [text],
    };
  }
  const label =
    isReference && absent === null ? (references?.labelOf(row, column.column.name) ?? null) : null;
  const isLabelled = label !== null && label.text !== null && label.text !== '';
  const table = column.references ?? '';
  return {
    look: ` rich${isLabelled ? ' labelled' : numeric}`,
    children: [
      h(
        'span',
        { key: 'text', class: absent === null ? 'text' : absentLook(absent), dir: directionOf(text) },
        text === null ? signed(value ?? null) : [text],
      ),
      isLabelled
        ? h('span', { key: 'label', class: 'label', dir: directionOf(label.text) }, [label.text ?? ''])
        : null,
      label?.missing === true && !isLabelled ? missing(table) : null,
      isReference ? follow(column, table) : null,
      ...(editor ?? []),
    ],
  };
}

function absence(column: GridColumn, value: Value | undefined) {
  if (value === undefined) return defaultText(column);
  if (value === null) return 'NULL';
  return value === '' ? 'empty' : null;
}

function absentLook(absent: string): string {
  return ['', 'text', 'absent', absent].join(' ');
}

function absenceText(absent: NonNullable<ReturnType<typeof absence>>): string {
  return absent === 'NULL' ? absent : t(`records.cell.${absent}`);
}

/** Signs for what nobody could see stand out from the text. */
function signed(value: Value): VNodeArrayChildren {
  return cellParts(value).map(({ text, isSign }) => (isSign ? h('span', { class: 'sign' }, text) : text));
}

function missing(table: string): VNode {
  const name = t('records.reference.missing', { table });
  return h(Unlink, { key: 'missing', class: 'missing', size: 12, role: 'img', 'aria-label': name });
}

function follow({ column }: GridColumn, table: string): VNode {
  return h(
    'button',
    {
      key: 'follow',
      class: 'follow',
      type: 'button',
      tabindex: -1,
      'aria-label': t('records.reference.followTo', { column: column.name, table }),
      title: t('records.reference.goTo', { table }),
    },
    [h(ArrowUpRight, { size: 13, 'aria-hidden': 'true' })],
  );
}
