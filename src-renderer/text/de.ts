import { changes } from './de/changes.ts';
import { commands } from './de/commands.ts';
import { connections } from './de/connections.ts';
import { graph } from './de/graph.ts';
import { grid } from './de/grid.ts';
import { history } from './de/history.ts';
import { integrity } from './de/integrity.ts';
import { modeSwitch } from './de/mode-switch.ts';
import { records } from './de/records.ts';
import { relations } from './de/relations.ts';
import { ui } from './de/ui.ts';
import { workbench } from './de/workbench.ts';

export const de = {
  changes,
  commands,
  connections,
  graph,
  grid,
  history,
  integrity,
  modeSwitch,
  records,
  relations,
  ui,
  workbench,
};
