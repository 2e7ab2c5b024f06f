export const records = {
  undo: 'Undo',
  redo: 'Redo',
  takes: {
    integer: '{name} takes a whole number, such as 42.',
    decimal: '{name} takes a decimal number, such as 12.50.',
    float: '{name} takes a number, such as 0.25 or 1e9.',
    boolean: '{name} takes true or false.',
    date: '{name} takes a date; NULL is a choice of its own.',
    time: '{name} takes a time; NULL is a choice of its own.',
    timestamp: '{name} takes a timestamp; NULL is a choice of its own.',
    json: '{name} takes a JSON document: this is none from line {line}, column {column} on.',
    bytes: '{name} takes bytes in hexadecimal, two digits each.',
    enum: '{name} takes one of {values}.',
  },
  staged: {
    back: '{n} staged change of {at} is back. | {n} staged changes of {at} are back.',
    tablesGone: '{n} more was for a table that is gone. | {n} more were for tables that are gone.',
    discard: 'Throw away',
    noRoom: 'There is no room to keep the staged changes beyond this window.',
    noRoomHint: 'They stay as long as the window is open: apply them before you close or reload it.',
  },
} as const;
