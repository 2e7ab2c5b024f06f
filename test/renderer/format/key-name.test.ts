import { expect, test } from 'vitest';
import { ariaKeys, isBindable, keyText } from '../../../src-renderer/format/key-name.ts';

test('keys can be given to a command unless they write, copy, or lead through the screen', () => {
  for (const name of [
    'Ctrl+z',
    'Ctrl+Shift+z',
    'Ctrl+y',
    'Alt+Enter',
    'Ctrl+ArrowUp',
    'F5',
    'Shift+F5',
    'Ctrl+Alt+@',
  ]) {
    expect(isBindable(name), name).toBe(true);
  }
  for (const name of [
    'z',
    '?',
    'Shift+z',
    'Enter',
    'Tab',
    'ArrowUp',
    ' ',
    'Ctrl+c',
    'Ctrl+x',
    'Ctrl+v',
    'Ctrl+a',
  ]) {
    expect(isBindable(name), name).toBe(false);
  }
});

test('keys are told to people and to screen readers, each in their way', () => {
  expect(keyText('Ctrl+Shift+PageUp')).toBe('Ctrl Shift PgUp');
  expect(ariaKeys('Ctrl+Shift+PageUp')).toBe('Control+Shift+PageUp');
  expect(ariaKeys('Ctrl+k')).toBe('Control+K');
  expect(ariaKeys('Alt+,')).toBe('Alt+,');
  expect(ariaKeys('Ctrl+ ')).toBe('Control+Space');
  expect(ariaKeys('Escape')).toBe('Escape');
});
