import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { LoggedStatement } from '../../src-main/contract/results.ts';
import { client } from '../client.ts';
import { useMessages } from './messages.ts';

const kept = 1000;

export type LogLine = LoggedStatement & { readonly number: number };

/** Every statement sent on the open connection, the newest last. */
export const useStatementLog = defineStore('statement-log', () => {
  const lines = shallowRef<readonly LogLine[]>([]);
  const visible = shallowRef(false);
  let stream: AbortController | null = null;
  let last = 0;

  async function follow(connection: string): Promise<void> {
    stop();
    lines.value = [];
    stream = new AbortController();
    const { signal } = stream;
    try {
      for await (const statement of await client.connections.log({ connection }, { signal })) {
        last += 1;
        lines.value = [...lines.value.slice(1 - kept), { ...statement, number: last }];
      }
    } catch (error) {
      if (!signal.aborted) useMessages().report(error);
    }
  }

  function stop(): void {
    stream?.abort();
    stream = null;
  }

  function clear(): void {
    lines.value = [];
  }

  return { lines, visible, follow, stop, clear };
});
