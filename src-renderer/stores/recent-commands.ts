import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { type CommandId, commandIds } from '../format/commands.ts';
import { keep, readKept } from './kept.ts';

const keptIn = 'referee.recentCommands';
const most = 5;

/** The commands that were chosen in the palette last, the last first. */
export const useRecentCommands = defineStore('recent-commands', () => {
  const ids = shallowRef<readonly CommandId[]>(readRecent());

  function use(id: CommandId): void {
    ids.value = [id, ...ids.value.filter((each) => each !== id)].slice(0, most);
    keep(keptIn, ids.value);
  }

  return { ids, use };
});

function readRecent(): readonly CommandId[] {
  const kept = readKept(keptIn);
  if (!Array.isArray(kept)) return [];
  return kept.flatMap((each) => commandIds.find((id) => id === each) ?? []).slice(0, most);
}
