import type { ReferentialAction } from '../../src-main/model/relation.ts';
import type { Edge } from './edge.ts';
import { hueCount } from './schema-hue.ts';

/** Colours and fonts for the canvas, resolved: a canvas knows no variables. */
export type GraphTheme = ReturnType<typeof readTheme>;

/** Asks the browser for each colour through `probe`, an element within the graph. */
export function readTheme(probe: HTMLElement) {
  const resolve = (variable: string) => {
    probe.style.color = `var(${variable})`;
    return getComputedStyle(probe).color;
  };
  const { fontFamily } = getComputedStyle(probe);
  return {
    fontFamily,
    background: resolve('--graph-background'),
    card: resolve('--graph-card'),
    header: resolve('--graph-header'),
    border: resolve('--graph-border'),
    text: resolve('--graph-text'),
    muted: resolve('--graph-muted'),
    accent: resolve('--graph-accent'),
    primaryKey: resolve('--graph-primary-key'),
    foreignKey: resolve('--graph-foreign-key'),
    enforced: resolve('--graph-enforced'),
    emulated: resolve('--graph-emulated'),
    warning: resolve('--graph-warning'),
    stale: resolve('--graph-stale'),
    candidate: resolve('--graph-candidate'),
    schemas: Array.from({ length: hueCount }, (_, hue) => resolve(`--schema-${hue + 1}`)),
    deletes: { text: resolve('--graph-deletes'), soft: resolve('--graph-deletes-soft') },
    sets: { text: resolve('--graph-sets'), soft: resolve('--graph-sets-soft') },
    refuses: { text: resolve('--graph-refuses'), soft: resolve('--graph-refuses-soft') },
  };
}

export type Stroke = { readonly colour: string; readonly dash: readonly number[] };

/** Orphans are warned of from afar, too, where no sign can be read. */
export function strokeOf(edge: Pick<Edge, 'state' | 'marks'>, theme: GraphTheme): Stroke {
  const { colour, dash } = strokeOfState(edge.state, theme);
  return { colour: edge.marks.orphans === null ? colour : theme.warning, dash };
}

function strokeOfState(state: Edge['state'], theme: GraphTheme): Stroke {
  if (state === 'enforced') return { colour: theme.enforced, dash: [] };
  if (state === 'emulated') return { colour: theme.emulated, dash: [7, 4] };
  if (state === 'candidate') return { colour: theme.candidate, dash: [1, 4] };
  if (state === 'unvalidated') return { colour: theme.warning, dash: [12, 3, 2, 3] };
  return { colour: state === 'stale' ? theme.stale : theme.warning, dash: [1.5, 3.5] };
}

const tones = {
  cascade: 'deletes',
  setNull: 'sets',
  setDefault: 'sets',
  restrict: 'refuses',
  noAction: 'refuses',
} as const;

/** What an action on delete does to child rows: deletes them, sets their columns, or refuses. */
export function toneOf(action: ReferentialAction): 'deletes' | 'sets' | 'refuses' {
  return tones[action];
}
