import process from 'node:process';
import { app } from './application.ts';
import { answerDialog, type DialogName } from './dialog.ts';
import { chooseMenuItem } from './menu.ts';

/** What a test may do that a user would do outside of the windows. */
export type Command =
  | { readonly kind: 'answer'; readonly dialog: DialogName; readonly value: unknown }
  | { readonly kind: 'menu'; readonly label: string }
  | { readonly kind: 'second-instance'; readonly argv: readonly string[] }
  | { readonly kind: 'quit' };

process.on('message', (command: Command) => {
  if (command.kind === 'answer') answerDialog(command.dialog, command.value);
  if (command.kind === 'menu') chooseMenuItem(command.label);
  if (command.kind === 'second-instance') app.emit('second-instance', {}, command.argv, process.cwd());
  if (command.kind === 'quit') app.quit();
});

// The test is gone.
process.on('disconnect', () => app.exit());
