import { counted } from '../../text/text.ts';
import { type Card, headerHeight, rowHeight } from '../card.ts';
import { childSignLength } from '../edge.ts';
import { grow } from '../geometry.ts';
import { indexSign } from '../marks.ts';
import { labelHeight, pillWidth, signGap, signsOf } from '../relation-label.ts';
import { labelRect, type Route, sideOf } from '../route.ts';
import type { PlacedCard, PlacedEdge, Scene } from '../scene.ts';
import { type GraphTheme, strokeOf, toneOf } from '../theme.ts';

const margin = 24;

/** The whole graph as a picture of its own, in the colours of the theme. Names are escaped: they are data. */
export function toSvg(scene: Scene, theme: GraphTheme): string {
  const box = grow(scene.bounds ?? { x: 0, y: 0, width: 1, height: 1 }, margin);
  const viewBox = [box.x, box.y, box.width, box.height].map(short).join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${short(box.width)}" height="${short(box.height)}" viewBox="${viewBox}" font-family="Inter, system-ui, sans-serif" font-size="12">`,
    `<rect x="${short(box.x)}" y="${short(box.y)}" width="100%" height="100%" fill="${theme.background}"/>`,
    ...scene.edges.map((placed) => edgeSvg(placed, theme)),
    ...scene.edges.map((placed) => labelSvg(placed, theme)),
    ...scene.cards.map((placed) => cardSvg(placed, theme)),
    '</svg>\n',
  ].join('\n');
}

function edgeSvg({ edge, route }: PlacedEdge, theme: GraphTheme): string {
  const { colour, dash } = strokeOf(edge, theme);
  const dashes = dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
  const signs = [...childSign(edge.oneToOne, route), ...parentSign(edge.optional, route, theme)].join('');
  return `<g fill="none" stroke="${colour}" stroke-width="1.3"><path d="${pathOf(route)}"${dashes}/>${signs}</g>`;
}

function pathOf(route: Route): string {
  return `M${route.map(({ x, y }) => `${short(x)} ${short(y)}`).join('L')}`;
}

function childSign(oneToOne: boolean, [at, next]: Route): readonly string[] {
  if (at === undefined || next === undefined) return [];
  const side = sideOf(at, next);
  const d = oneToOne
    ? `M${short(at.x + side * 8)} ${short(at.y - 5.5)}v11`
    : `M${short(at.x)} ${short(at.y - 5.5)}L${short(at.x + side * childSignLength)} ${short(at.y)}L${short(at.x)} ${short(at.y + 5.5)}`;
  return [`<path d="${d}"/>`];
}

function parentSign(optional: boolean, route: Route, theme: GraphTheme): readonly string[] {
  const at = route.at(-1);
  const before = route.at(-2);
  if (at === undefined || before === undefined) return [];
  const side = sideOf(at, before);
  const bar = `<path d="M${short(at.x + side * 8)} ${short(at.y - 4.5)}v9"/>`;
  const circle = `<circle cx="${short(at.x + side * 15)}" cy="${short(at.y)}" r="4" fill="${theme.background}"/>`;
  return optional ? [bar, circle] : [bar];
}

function labelSvg({ edge, route }: PlacedEdge, theme: GraphTheme): string {
  const rect = labelRect(edge, route, labelHeight);
  if (rect === null || edge.relation === null) return '';
  const pills = [
    { text: edge.label, tone: theme[toneOf(edge.relation.onDelete)] },
    ...signsOf(edge.marks).map((text) => ({ text, tone: text === indexSign ? theme.sets : theme.deletes })),
  ];
  let { x } = rect;
  const drawn = pills.map(({ text, tone }) => {
    const width = pillWidth(text);
    const pill = `<rect x="${short(x)}" y="${short(rect.y)}" width="${width}" height="${rect.height}" rx="4" fill="${tone.soft}"/>`;
    const words = textSvg(
      text,
      x + width / 2,
      rect.y + 11.5,
      `fill="${tone.text}" font-size="10" font-weight="600" text-anchor="middle"`,
    );
    x += width + signGap;
    return pill + words;
  });
  return drawn.join('');
}

function cardSvg({ card, rect }: PlacedCard, theme: GraphTheme): string {
  const { x, y, width, height } = rect;
  const outline = `x="${short(x)}" y="${short(y)}" width="${width}" height="${height}" rx="7"`;
  const colour = card.hue === null ? undefined : theme.schemas[card.hue - 1];
  const name = card.schema === '' ? card.name : `${card.schema}.${card.name}`;
  const header = `M${short(x)} ${short(y + headerHeight)}V${short(y + 7)}q0-7 7-7H${short(x + width - 7)}q7 0 7 7V${short(y + headerHeight)}z`;
  return [
    '<g>',
    `<rect ${outline} fill="${theme.card}"/><path d="${header}" fill="${theme.header}"/>`,
    ...(colour === undefined
      ? []
      : [`<path d="M${short(x + 7)} ${short(y + 1)}h${width - 14}" stroke="${colour}" stroke-width="3"/>`]),
    `<rect ${outline} fill="none" stroke="${theme.border}"/>`,
    textSvg(
      cut(name, width - 22, 13),
      x + 11,
      y + 21.5,
      `fill="${theme.text}" font-size="13" font-weight="600"`,
    ),
    ...rowsSvg(card, x, y, theme),
    '</g>',
  ].join('');
}

function rowsSvg(card: Card, x: number, y: number, theme: GraphTheme): readonly string[] {
  const base = (index: number) => y + headerHeight + index * rowHeight + 15;
  const mark = (text: string, at: number, index: number, colour: string) =>
    textSvg(text, at, base(index) - 1, `fill="${colour}" font-size="9" font-weight="700"`);
  const rows = card.rows.flatMap(({ name, type, isPrimary, isForeign }, index) => [
    ...(isPrimary ? [mark('PK', x + 10, index, theme.primaryKey)] : []),
    ...(isForeign ? [mark('FK', x + (isPrimary ? 28 : 10), index, theme.foreignKey)] : []),
    textSvg(
      cut(name, card.width - card.gutter - 100, 12),
      x + card.gutter + 4,
      base(index),
      `fill="${theme.text}"${isPrimary ? ' font-weight="600"' : ''}`,
    ),
    textSvg(
      cut(type, 90, 10.5),
      x + card.width - 11,
      base(index),
      `fill="${theme.muted}" font-size="10.5" text-anchor="end"`,
    ),
  ]);
  if (card.hiddenColumns === 0) return rows;
  const more = counted('graph.moreColumns', card.hiddenColumns);
  return [
    ...rows,
    textSvg(more, x + card.gutter + 4, base(card.rows.length), `fill="${theme.muted}" font-size="11"`),
  ];
}

function textSvg(text: string, x: number, y: number, attributes: string): string {
  return `<text x="${short(x)}" y="${short(y)}" ${attributes}>${escaped(text)}</text>`;
}

/** By an estimate of its width: what shows the picture has fonts of its own. */
function cut(text: string, width: number, size: number): string {
  const fitting = Math.max(3, Math.floor(width / (size * 0.56)));
  const characters = [...text];
  return characters.length <= fitting ? text : `${characters.slice(0, fitting - 1).join('')}…`;
}

/** XML knows no control characters, not even escaped. */
function escaped(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function short(number: number): string {
  return String(Math.round(number * 10) / 10);
}
