import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChanges } from '../../src-main/services/changes.ts';
import { createHeldPlans } from '../../src-main/services/held-plans.ts';
import { createModeSwitch, type HeldSwitch } from '../../src-main/services/mode-switch.ts';
import { createSwitchRepairs } from '../../src-main/services/switch-repairs.ts';
import { createJournal, type Journal } from '../../src-main/storage/journal.ts';
import type { SwitchJournal } from '../../src-main/storage/switch-journal.ts';

/** Mode switches as the program makes them. `history`: absent where nothing is repaired, so that none is ever written. */
export function modeSwitch(parts: { readonly history?: Journal; readonly journal?: SwitchJournal } = {}) {
  const { history = createJournal(join(tmpdir(), randomUUID())), journal } = parts;
  const changes = createChanges({ plans: createHeldPlans(), journal: history });
  return createModeSwitch({
    plans: createHeldPlans<HeldSwitch>(),
    repairs: createSwitchRepairs({ changes, journal: history }),
    ...(journal === undefined ? {} : { journal }),
  });
}
