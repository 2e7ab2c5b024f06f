/** What a key means in a grid that is not editing. */
export type GridCommand =
  | { readonly kind: 'move'; readonly rows: number; readonly columns: number; readonly extend: boolean }
  | { readonly kind: 'page'; readonly by: 1 | -1; readonly extend: boolean }
  | {
      readonly kind: 'toEdge';
      readonly rows: -1 | 0 | 1;
      readonly columns: -1 | 0 | 1;
      readonly extend: boolean;
    }
  | { readonly kind: 'edit'; readonly add: boolean }
  | { readonly kind: 'moveColumn'; readonly by: 1 | -1 }
  | {
      readonly kind:
        | 'setNull'
        | 'setDefault'
        | 'remove'
        | 'insert'
        | 'toggle'
        | 'wholeRows'
        | 'wholeColumns'
        | 'all'
        | 'none'
        | 'follow'
        | 'copy'
        | 'menu'
        | 'fit'
        | 'narrower'
        | 'wider';
    }
  | { readonly kind: 'type'; readonly text: string };

export function gridCommand(event: KeyboardEvent): GridCommand | null {
  const { key, shiftKey: extend } = event;
  if (event.ctrlKey || event.metaKey) return withControl(key, extend);
  if (event.altKey) return extend ? withAltShift(key) : withAlt(key);
  const move = moves[key];
  if (move !== undefined) return { kind: 'move', ...move, extend };
  if (key === 'PageDown' || key === 'PageUp')
    return { kind: 'page', by: key === 'PageDown' ? 1 : -1, extend };
  if (key === 'Home' || key === 'End')
    return { kind: 'toEdge', rows: 0, columns: key === 'Home' ? -1 : 1, extend };
  if (key === 'Enter') return { kind: 'edit', add: extend };
  if (key === ' ' && extend) return { kind: 'wholeRows' };
  if (key === 'ContextMenu' || (key === 'F10' && extend)) return { kind: 'menu' };
  return plainKeys[key] ?? (key.length === 1 ? { kind: 'type', text: key } : null);
}

const moves: Readonly<Record<string, { readonly rows: number; readonly columns: number }>> = {
  ArrowDown: { rows: 1, columns: 0 },
  ArrowUp: { rows: -1, columns: 0 },
  ArrowRight: { rows: 0, columns: 1 },
  ArrowLeft: { rows: 0, columns: -1 },
};

const plainKeys: Readonly<Record<string, GridCommand>> = {
  F2: { kind: 'edit', add: false },
  Delete: { kind: 'remove' },
  Backspace: { kind: 'remove' },
  Insert: { kind: 'insert' },
  Escape: { kind: 'none' },
  ' ': { kind: 'toggle' },
};

function withControl(key: string, extend: boolean): GridCommand | null {
  const commands: Readonly<Record<string, GridCommand>> = {
    Home: { kind: 'toEdge', rows: -1, columns: -1, extend },
    End: { kind: 'toEdge', rows: 1, columns: 1, extend },
    ArrowUp: { kind: 'toEdge', rows: -1, columns: 0, extend },
    ArrowDown: { kind: 'toEdge', rows: 1, columns: 0, extend },
    ArrowLeft: { kind: 'toEdge', rows: 0, columns: -1, extend },
    ArrowRight: { kind: 'toEdge', rows: 0, columns: 1, extend },
    Enter: { kind: 'follow' },
    ' ': { kind: 'wholeColumns' },
    a: { kind: 'all' },
    c: { kind: 'copy' },
  };
  return commands[key] ?? null;
}

function withAlt(key: string): GridCommand | null {
  const commands: Readonly<Record<string, GridCommand>> = {
    n: { kind: 'setNull' },
    d: { kind: 'setDefault' },
    ArrowLeft: { kind: 'narrower' },
    ArrowRight: { kind: 'wider' },
    '0': { kind: 'fit' },
  };
  return commands[key] ?? null;
}

function withAltShift(key: string): GridCommand | null {
  if (key === 'ArrowLeft') return { kind: 'moveColumn', by: -1 };
  return key === 'ArrowRight' ? { kind: 'moveColumn', by: 1 } : null;
}
