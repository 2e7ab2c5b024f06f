import { en } from '../text/en.ts';
import type { TextKey } from '../text/text.ts';

/** The id of a command is the key of its title, `commands.` left off. */
export type CommandId = TextKey extends infer Key ? (Key extends `commands.${infer Id}` ? Id : never) : never;

/** All that there are, in the order of their catalog. */
export const commandIds: readonly CommandId[] = Object.entries(en.commands).flatMap(([area, titles]) =>
  Object.keys(titles)
    .map((name) => `${area}.${name}`)
    .filter(isCommandId),
);

function isCommandId(text: string): text is CommandId {
  const [area = '', name = ''] = text.split('.');
  return Object.hasOwn(en.commands, area) && name !== '';
}

/** Something that can be done now, from the palette, a menu, or by its keys. */
export type Command = {
  readonly id: CommandId;
  /** Absent: whenever it is offered. */
  readonly enabled?: () => boolean;
  run(): void;
};

/** Keys by name (`keyName`); a command that is not here has none until a user gives it some. */
export const defaultKeys: Readonly<Partial<Record<CommandId, string>>> = {
  'workbench.palette': 'Ctrl+k',
  'workbench.findTable': 'Ctrl+p',
  'workbench.shortcuts': 'F1',
  'workbench.log': 'Ctrl+j',
  'workbench.inspector': 'Ctrl+i',
  'workbench.nextTab': 'Ctrl+PageDown',
  'workbench.previousTab': 'Ctrl+PageUp',
  'workbench.closeTab': 'Alt+w',
  'workbench.keepTab': 'Alt+k',
  'workbench.pinTab': 'Alt+p',
  'workbench.moveTabLeft': 'Ctrl+Shift+PageUp',
  'workbench.moveTabRight': 'Ctrl+Shift+PageDown',
  'changes.preview': 'Ctrl+s',
  'records.undo': 'Ctrl+z',
  'records.redo': 'Ctrl+Shift+z',
  'records.peek': 'Alt+ArrowDown',
  'records.row': 'Alt+Enter',
  'records.back': 'Alt+,',
  'records.forward': 'Alt+.',
  'records.filter': 'Ctrl+f',
  'records.reload': 'F5',
};
