/** Texts of the window around the tabs. */
export const workbench = {
  palette: {
    title: 'Commands and tables',
    search: 'Search commands and tables',
    none: 'Nothing is called that',
  },
  keys: {
    title: 'Keyboard shortcuts',
    how: 'Choose a shortcut and press other keys. Delete takes them away, Escape leaves them as they are.',
    search: 'Search commands',
    reset: 'Reset all',
    change: 'Change the keys of: {title}',
    press: 'Press keys …',
    none: 'no keys',
    lost: 'These keys were taken from: {title}',
  },
} as const;
