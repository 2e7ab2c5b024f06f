/** What commands are called, in the palette, in menus and in the sheet of shortcuts; the key of a text is its command's id. */
export const commands = {
  workbench: {
    palette: 'Show all commands',
    findTable: 'Find a table',
    shortcuts: 'Show keyboard shortcuts',
    log: 'Show or hide the statement log',
    inspector: 'Show or hide the inspector',
    nextTab: 'Next tab',
    previousTab: 'Previous tab',
    closeTab: 'Close tab',
    reload: 'Read the catalog again',
    leave: 'Close the connection',
    theme: 'Change the theme',
    graph: 'Show the relation graph',
    modeSwitch: 'Switch the relation mode',
  },
  changes: {
    preview: 'Preview the staged changes',
  },
  records: {
    undo: 'Undo the last edit',
    redo: 'Redo the edit',
    peek: 'Show the referenced row',
    discard: 'Throw all staged changes away',
    filter: 'Filter the rows',
    reload: 'Read the rows again',
  },
} as const;
