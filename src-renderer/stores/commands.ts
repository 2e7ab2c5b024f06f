import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef } from 'vue';
import { type Command, type CommandId, defaultKeys } from '../format/commands.ts';
import { keyText } from '../format/key-name.ts';
import { keep, readKept } from './kept.ts';

const keptIn = 'referee.keys';

/** What can be done now, and by which keys. Views offer what they can do for as long as they are shown. */
export const useCommands = defineStore('commands', () => {
  const offered = shallowReactive(new Map<CommandId, Command>());
  /** A user's own keys; null: none. */
  const own = shallowRef<Readonly<Partial<Record<CommandId, string | null>>>>(ownKeys());
  const commands = computed(() => [...offered.values()]);

  /** Gives the function that takes the offer back. */
  function offer(offers: readonly Command[]): () => void {
    for (const command of offers) offered.set(command.id, command);
    return () => {
      for (const command of offers) if (offered.get(command.id) === command) offered.delete(command.id);
    };
  }

  function keysOf(id: CommandId): string | null {
    const chosen = own.value[id];
    return chosen === undefined ? (defaultKeys[id] ?? null) : chosen;
  }

  /** Its keys as a key cap says them; null: it has none. */
  function capOf(id: CommandId): string | null {
    const keys = keysOf(id);
    return keys === null ? null : keyText(keys);
  }

  /** Whether a command that can be done now has these keys; it is done then. */
  function press(keys: string): boolean {
    const command = commands.value.find(({ id }) => keysOf(id) === keys);
    return command !== undefined && run(command.id);
  }

  function run(id: CommandId): boolean {
    const command = offered.get(id);
    if (command === undefined || command.enabled?.() === false) return false;
    command.run();
    return true;
  }

  /** `keys` null: none. A command that had them loses them. */
  function bind(id: CommandId, keys: string | null, all: readonly CommandId[]): void {
    const losers = keys === null ? [] : all.filter((other) => other !== id && keysOf(other) === keys);
    choose({ ...own.value, ...Object.fromEntries(losers.map((loser) => [loser, null])), [id]: keys });
  }

  function resetKeys(): void {
    choose({});
  }

  function choose(next: typeof own.value): void {
    own.value = next;
    keep(keptIn, next);
  }

  return { commands, own, offer, keysOf, capOf, press, run, bind, resetKeys };
});

function ownKeys(): Readonly<Partial<Record<CommandId, string | null>>> {
  const kept = readKept(keptIn);
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(
    Object.entries(kept).filter(([, keys]) => keys === null || typeof keys === 'string'),
  );
}
