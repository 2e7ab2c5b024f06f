import { changes } from './en/changes.ts';
import { commands } from './en/commands.ts';
import { connections } from './en/connections.ts';
import { graph } from './en/graph.ts';
import { grid } from './en/grid.ts';
import { history } from './en/history.ts';
import { integrity } from './en/integrity.ts';
import { modeSwitch } from './en/mode-switch.ts';
import { records } from './en/records.ts';
import { relations } from './en/relations.ts';
import { ui } from './en/ui.ts';
import { workbench } from './en/workbench.ts';

export const en = {
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
