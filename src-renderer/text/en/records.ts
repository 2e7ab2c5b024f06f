export const records = {
  undo: 'Undo',
  redo: 'Redo',
  staged: {
    back: '{n} staged change of {at} is back. | {n} staged changes of {at} are back.',
    tablesGone: '{n} more was for a table that is gone. | {n} more were for tables that are gone.',
    discard: 'Throw away',
    noRoom: 'There is no room to keep the staged changes beyond this window.',
    noRoomHint: 'They stay as long as the window is open: apply them before you close or reload it.',
  },
} as const;
