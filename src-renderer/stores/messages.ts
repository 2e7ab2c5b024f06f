import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { toProblem } from '../client.ts';
import type { Message, MessageAction, Problem } from '../format/message.ts';

/** The one place that tells a user what went well or wrong, where no screen has a better one. */
export const useMessages = defineStore('messages', () => {
  const messages = shallowRef<readonly Message[]>([]);
  let last = 0;

  function say(
    tone: Message['tone'],
    text: string,
    hint: string | null = null,
    action: MessageAction | null = null,
  ): void {
    last += 1;
    messages.value = [...messages.value, { id: last, tone, text, hint, action }];
  }

  function dismiss(id: number): void {
    messages.value = messages.value.filter((message) => message.id !== id);
  }

  /** What to show of a failed request, where the screen that sent it says so itself. */
  function explain(error: unknown): Problem {
    return toProblem(error);
  }

  /** A failed request. What a user cancelled is no news. */
  function report(error: unknown): void {
    const problem = toProblem(error);
    if (problem.code !== 'cancelled') say('danger', problem.message, problem.hint);
  }

  return { messages, say, dismiss, explain, report };
});
