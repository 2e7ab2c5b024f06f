import type { ReferentialAction } from '../../src-main/model/relation.ts';
import { type Camera, readableZoom, viewOf } from './camera.ts';
import type { Canvas2D } from './canvas-2d.ts';
import { drawSprite } from './card-sprites.ts';
import { drawCard, drawFarCards, drawRing, rowsFrom } from './draw-card.ts';
import { drawEdges, dustZoom } from './draw-edges.ts';
import { drawLabel } from './draw-label.ts';
import type { Size } from './geometry.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import { type PlacedCard, type Scene, visibleCards, visibleEdges } from './scene.ts';
import { type GraphTheme, toneOf } from './theme.ts';

export type SceneView = {
  readonly camera: Camera;
  readonly size: Size;
  /** Device pixels for one CSS pixel. */
  readonly pixelRatio: number;
  readonly theme: GraphTheme;
  /** What stays lit; null: everything. */
  readonly lit: Neighbourhood | null;
  readonly selected: Neighbourhood | null;
  readonly selectedCard: string | null;
  /** What a delete of a row reaches; null: that is not asked. */
  readonly reach: Reach | null;
  /** Cards are painted even where they could be read: there are no elements in a picture. */
  readonly isPicture?: boolean;
};

/** Actions by card and by edge. */
export type Reach = {
  readonly cards: ReadonlyMap<string, ReferentialAction>;
  readonly edges: ReadonlyMap<string, ReferentialAction>;
};

const dimmed = 0.16;
/** From afar lines are all one sees, and what crosses the picture is in the way of all else: they step back. */
const background = 0.4;
const farZoom = 0.3;
/** Where a picture is that small, lines that cross it lie one upon the other. */
const dust = 0.2;

/** Edges and their labels; cards, too, as long as they are too small to be read. */
export function drawScene(context: Canvas2D, scene: Scene, view: SceneView): void {
  const { camera, size, pixelRatio, theme, lit, selected, reach } = view;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, size.width * pixelRatio, size.height * pixelRatio);
  const scale = camera.zoom * pixelRatio;
  context.setTransform(scale, 0, 0, scale, camera.x * pixelRatio, camera.y * pixelRatio);

  const area = viewOf(camera, size);
  const edges = visibleEdges(scene, area);
  const isLit = (id: string) => lit === null || lit.edges.has(id);
  const isAccented = (id: string) => (lit ?? selected)?.edges.has(id) === true;
  const detail = { zoom: camera.zoom, theme };

  context.globalAlpha = dimmed;
  drawEdges(
    context,
    edges.filter(({ edge }) => !isLit(edge.id)),
    { ...detail, accented: false },
  );
  const plain = edges.filter(({ edge }) => isLit(edge.id) && !isAccented(edge.id));
  for (const crossing of [true, false]) {
    const isFar = crossing || camera.zoom < farZoom;
    context.globalAlpha = crossing && camera.zoom < dustZoom ? dust : isFar ? background : 1;
    drawEdges(
      context,
      plain.filter((placed) => placed.crossing === crossing),
      { ...detail, accented: false },
    );
  }
  context.globalAlpha = 1;
  const accented = edges.filter(({ edge }) => isAccented(edge.id));
  for (const [action, group] of Map.groupBy(accented, ({ edge }) => reach?.edges.get(edge.id))) {
    const colour = action === undefined ? {} : { colour: theme[toneOf(action)].text };
    drawEdges(context, group, { ...detail, accented: true, ...colour });
  }

  if (camera.zoom < readableZoom || view.isPicture === true) {
    const cards = visibleCards(scene, area);
    const isCardLit = ({ card }: PlacedCard) => lit === null || lit.cards.has(card.key);
    for (const [isOn, group] of Map.groupBy(cards, isCardLit)) {
      context.globalAlpha = isOn ? 1 : dimmed * 2;
      drawCards(context, group, view);
    }
    context.globalAlpha = 1;
    for (const { card, rect } of cards) {
      const action = reach?.cards.get(card.key);
      const ring = card.key === view.selectedCard ? theme.accent : action && theme[toneOf(action)].text;
      if (ring !== undefined) drawRing(context, rect, camera.zoom, ring);
    }
  }
  if (camera.zoom >= readableZoom) {
    for (const placed of edges) {
      context.globalAlpha = isLit(placed.edge.id) ? 1 : dimmed;
      drawLabel(context, placed, theme);
    }
  }
  context.globalAlpha = 1;
}

function drawCards(context: Canvas2D, cards: readonly PlacedCard[], view: SceneView): void {
  const { theme, pixelRatio } = view;
  const { zoom } = view.camera;
  if (zoom < rowsFrom) drawFarCards(context, cards, { zoom, theme });
  else
    for (const { card, rect } of cards) {
      if (view.isPicture === true) drawCard(context, card, rect, { zoom, theme });
      else drawSprite(context, card, rect, theme, pixelRatio);
    }
}
