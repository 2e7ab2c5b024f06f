/** A message to the user that goes away by itself. */
export type Message = {
  readonly id: number;
  readonly tone: 'success' | 'info' | 'danger';
  readonly text: string;
  readonly hint: string | null;
  /** What can be done about it at once; null: nothing. */
  readonly action: MessageAction | null;
};

export type MessageAction = { readonly label: string; run(): void };

/** A failure as the screens show it: a sentence, and what to do next. */
export type Problem = { readonly message: string; readonly hint: string | null };

/** How a connection test ended. */
export type TestAnswer = { readonly ok: boolean; readonly text: string; readonly hint: string | null };
