import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { TestResult } from '../../src-main/contract/results.ts';
import type { ConnectionSettings, SavedConnection } from '../../src-main/model/connection.ts';
import type { DialectInfo } from '../../src-main/model/dialect-info.ts';
import { client } from '../client.ts';

/** A connection as the form gives it: without `id` a new one, without `secrets` the kept ones stay. */
export type ConnectionDraft = Omit<SavedConnection, 'id' | 'hasSecret'> & {
  readonly id?: string;
  readonly secrets?: ConnectionSettings;
};

export const useConnections = defineStore('connections', () => {
  const saved = shallowRef<readonly SavedConnection[]>([]);
  const dialects = shallowRef<readonly DialectInfo[]>([]);
  const loaded = shallowRef(false);
  /** What the form edits: a saved connection, a new one, or nothing (null). */
  const editing = shallowRef<SavedConnection | 'new' | null>(null);
  const labels = computed(() => new Map(dialects.value.map(({ id, label }) => [id, label])));

  async function load(): Promise<void> {
    [dialects.value, saved.value] = await Promise.all([
      client.dialects.list({}),
      client.connections.list({}),
    ]);
    loaded.value = true;
  }

  /** Gives the id of what was saved. */
  async function save(draft: ConnectionDraft): Promise<string | null> {
    const before = new Set(saved.value.map(({ id }) => id));
    saved.value = await client.connections.save({
      connection: { ...draft, settings: { ...draft.settings } },
    });
    return draft.id ?? saved.value.find(({ id }) => !before.has(id))?.id ?? null;
  }

  async function remove(id: string): Promise<void> {
    saved.value = await client.connections.remove({ id });
  }

  /** Dialect and settings that a connection URL stands for. */
  function parseUrl(url: string): Promise<{ dialect: string; settings: ConnectionSettings }> {
    return client.connections.parse({ url });
  }

  function testSettings(dialect: string, settings: ConnectionSettings): Promise<TestResult> {
    return client.connections.test({ dialect, settings: { ...settings } });
  }

  function testSaved(id: string): Promise<TestResult> {
    return client.connections.test({ id });
  }

  async function sampleUrl(): Promise<string> {
    return (await client.connections.sample({})).url;
  }

  return {
    saved,
    dialects,
    labels,
    loaded,
    editing,
    load,
    save,
    remove,
    parseUrl,
    testSettings,
    testSaved,
    sampleUrl,
  };
});
