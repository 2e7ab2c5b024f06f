import type { MessageBoxReturnValue, OpenDialogReturnValue, SaveDialogReturnValue } from 'electron';
import { tell } from './tell.ts';

export type DialogName = 'open' | 'save' | 'message';

const answers = new Map<DialogName, unknown[]>();

/** What the next dialog of the kind is answered with; without that, every dialog is cancelled. */
export function answerDialog(name: DialogName, answer: unknown): void {
  answers.set(name, [...(answers.get(name) ?? []), answer]);
}

function ask<Answer extends object>(name: DialogName, cancelled: Answer) {
  return async (...args: unknown[]): Promise<Answer> => {
    tell('dialog', { name, options: JSON.parse(JSON.stringify(args.at(-1) ?? null)) });
    return Object.assign({}, cancelled, answers.get(name)?.shift());
  };
}

export const dialog = {
  showOpenDialog: ask<OpenDialogReturnValue>('open', { canceled: true, filePaths: [] }),
  showSaveDialog: ask<SaveDialogReturnValue>('save', { canceled: true, filePath: '' }),
  showMessageBox: ask<MessageBoxReturnValue>('message', { response: 0, checkboxChecked: false }),
  showErrorBox: (title: string, content: string) => tell('error-box', { title, content }),
};
