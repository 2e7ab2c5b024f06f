/** A key as commands name it, such as `Ctrl+s` (Cmd on a Mac), `F5` or `Ctrl+Shift+p`. */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  // Shift is part of the sign itself in "?", but not in "P".
  const sign = event.key.length === 1 && event.key.toLowerCase() === event.key.toUpperCase();
  return [
    event.ctrlKey || event.metaKey ? 'Ctrl+' : '',
    event.altKey ? 'Alt+' : '',
    event.shiftKey && !sign ? 'Shift+' : '',
    event.key.length === 1 ? event.key.toLowerCase() : event.key,
  ].join('');
}

/** Whether the key writes or moves where a text is edited, so that it is no shortcut there. */
export function isTyping(name: string): boolean {
  if (/^Ctrl\+(Shift\+)?(z|y|x|c|v|a)$/.test(name)) return true;
  return !/^(Ctrl|Alt)\+/.test(name) && !/^(Shift\+)?F\d+$/.test(name);
}

/** Whether keys can be given to a command: neither do they write, nor copy and paste, nor lead through what is on the screen. */
export function isBindable(name: string): boolean {
  if (/^Ctrl\+[acvx]$/.test(name)) return false;
  return /^(Ctrl|Alt)\+/.test(name) || /^(Shift\+)?F\d+$/.test(name);
}

/** `Ctrl+Shift+p` as `aria-keyshortcuts` has it: "Control+Shift+P". */
export function ariaKeys(name: string): string {
  return name
    .replace('Ctrl+', 'Control+')
    .replace(/(?<=^|\+)\p{Ll}$/u, (letter) => letter.toUpperCase())
    .replace(/ $/, 'Space');
}

const signs: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
  ' ': 'Space',
};

/** `Ctrl+Shift+p` as a key cap says it: "Ctrl Shift P". */
export function keyText(name: string): string {
  const parts = name.split(/\+(?=.)/);
  return parts.map((part) => signs[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(' ');
}
