import type { ElkNode, ElkPort } from 'elkjs/lib/elk-api.js';
import type { Arrangement } from './arrangement.ts';
import type { Card } from './card.ts';
import type { Edge } from './edge.ts';
import type { Point } from './geometry.ts';
import { lanesOf, type Route, simplified } from './route.ts';

/**
 * The graph as the layout sees it. A card is widened by a lane on its right, where its edges' labels stand: the layout
 * keeps lines and tables out of it, so that no label is ever crossed. `isPart`: there are many others, and little time.
 */
export function toElk(cards: readonly Card[], edges: readonly Edge[], isPart = false): ElkNode {
  const nodeIds = new Map(cards.map((card, index) => [card.key, `t${index}`]));
  const lanes = lanesOf(edges);
  const ports = new Map<string, Map<string, ElkPort>>();
  const portOf = (key: string, side: 'EAST' | 'WEST', x: number, y: number): string => {
    const id = `${nodeIds.get(key)}/${side}/${y}`;
    const known = ports.get(key) ?? new Map<string, ElkPort>();
    known.set(id, { id, x, y, width: 0, height: 0, layoutOptions: { 'elk.port.side': side } });
    ports.set(key, known);
    return id;
  };
  const widths = new Map(cards.map((card) => [card.key, card.width + (lanes.get(card.key) ?? 0)]));
  const elkEdges = edges
    .map((edge, index) => ({ edge, id: `r${index}` }))
    .filter(({ edge }) => edge.child !== edge.parent)
    .map(({ edge, id }) => ({
      id,
      sources: [portOf(edge.child, 'EAST', widths.get(edge.child) ?? 0, edge.childOffset)],
      targets: [portOf(edge.parent, 'WEST', 0, edge.parentOffset)],
    }));
  return {
    id: 'root',
    layoutOptions: {
      ...options,
      ...(isPart ? quick : { 'elk.layered.thoroughness': cards.length > 40 ? '7' : '20' }),
    },
    edges: elkEdges,
    children: cards.map((card) => ({
      id: nodeIds.get(card.key) ?? '',
      width: widths.get(card.key) ?? card.width,
      height: card.height,
      ports: [...(ports.get(card.key)?.values() ?? [])],
      layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
    })),
  };
}

/** Ids are the positions in `cards` and `edges`, which must be those that the graph was made from. */
export function fromElk(graph: ElkNode, cards: readonly Card[], edges: readonly Edge[]): Arrangement {
  const positions = new Map<string, Point>();
  for (const node of graph.children ?? []) {
    const card = cards[Number(node.id.slice(1))];
    if (card !== undefined)
      positions.set(card.key, { x: Math.round(node.x ?? 0), y: Math.round(node.y ?? 0) });
  }
  const widths = new Map(cards.map((card) => [card.key, card.width]));
  const routes = new Map<string, Route>();
  for (const elkEdge of graph.edges ?? []) {
    const edge = edges[Number(elkEdge.id?.slice(1))];
    const section = elkEdge.sections?.[0];
    const position = edge && positions.get(edge.child);
    if (edge === undefined || section === undefined || position === undefined) continue;
    const start = { x: position.x + (widths.get(edge.child) ?? 0), y: section.startPoint.y };
    routes.set(
      edge.id,
      simplified([start, section.startPoint, ...(section.bendPoints ?? []), section.endPoint]),
    );
  }
  return { positions, routes };
}

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.aspectRatio': '1.6',
  'elk.spacing.nodeNode': '36',
  'elk.spacing.edgeNode': '20',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.componentComponent': '64',
  'elk.layered.spacing.nodeNodeBetweenLayers': '40',
  'elk.layered.spacing.edgeNodeBetweenLayers': '32',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '14',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
};

const quick = {
  // Tables of a part hang together.
  'elk.separateConnectedComponents': 'false',
  'elk.layered.thoroughness': '1',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
};
