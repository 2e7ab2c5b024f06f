/** What a key means in a grid that is not editing. */
export type GridCommand =
  | { readonly kind: 'move'; readonly rows: number; readonly columns: number; readonly extend: boolean }
  | { readonly kind: 'toEdge'; readonly rows: -1 | 0 | 1; readonly columns: -1 | 0 | 1 }
  | {
      readonly kind:
        | 'edit'
        | 'setNull'
        | 'setDefault'
        | 'remove'
        | 'insert'
        | 'takeBack'
        | 'toggle'
        | 'all'
        | 'none'
        | 'follow'
        | 'copy'
        | 'narrower'
        | 'wider';
    }
  | { readonly kind: 'type'; readonly text: string };

const page = 20;

export function gridCommand(event: KeyboardEvent): GridCommand | null {
  const control = event.ctrlKey || event.metaKey;
  if (control) return withControl(event.key);
  if (event.altKey) return withAlt(event.key);
  const move = moves[event.key];
  if (move !== undefined) return { kind: 'move', ...move, extend: event.shiftKey };
  const plain = plainKeys[event.key];
  if (plain !== undefined) return plain;
  return event.key.length === 1 ? { kind: 'type', text: event.key } : null;
}

const moves: Readonly<Record<string, { readonly rows: number; readonly columns: number }>> = {
  ArrowDown: { rows: 1, columns: 0 },
  ArrowUp: { rows: -1, columns: 0 },
  ArrowRight: { rows: 0, columns: 1 },
  ArrowLeft: { rows: 0, columns: -1 },
  PageDown: { rows: page, columns: 0 },
  PageUp: { rows: -page, columns: 0 },
};

const plainKeys: Readonly<Record<string, GridCommand>> = {
  Home: { kind: 'toEdge', rows: 0, columns: -1 },
  End: { kind: 'toEdge', rows: 0, columns: 1 },
  Enter: { kind: 'edit' },
  F2: { kind: 'edit' },
  Delete: { kind: 'remove' },
  Backspace: { kind: 'remove' },
  Insert: { kind: 'insert' },
  Escape: { kind: 'none' },
  ' ': { kind: 'toggle' },
};

function withControl(key: string): GridCommand | null {
  const commands: Readonly<Record<string, GridCommand>> = {
    Home: { kind: 'toEdge', rows: -1, columns: -1 },
    End: { kind: 'toEdge', rows: 1, columns: 1 },
    ArrowUp: { kind: 'toEdge', rows: -1, columns: 0 },
    ArrowDown: { kind: 'toEdge', rows: 1, columns: 0 },
    ArrowLeft: { kind: 'toEdge', rows: 0, columns: -1 },
    ArrowRight: { kind: 'toEdge', rows: 0, columns: 1 },
    Enter: { kind: 'follow' },
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
  };
  return commands[key] ?? null;
}
