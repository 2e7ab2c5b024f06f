/** The History screen: what was applied, and the way back. */
export const history = {
  title: 'History',
  tab: 'History',
  search: 'Search the history',
  searchHint: 'Summary or table',
  reload: 'Read the history again',
  loading: 'Reading the history',
  entries: 'Applied changes',
  count: '{n} applied change | {n} applied changes',
  matching: '{shown} of {n} applied change | {shown} of {n} applied changes',
  none: 'Nothing was applied yet',
  noneText:
    'What Referee applies to this database is listed here, with the rows it touched, and can be undone.',
  noMatch: 'No applied change matches',
  noMatchText: 'Another word may, or a part of it.',
  undo: 'Undo…',
  isUndo: 'Undo',
  undoOf: 'It undid “{summary}” of {at}.',
  undone: 'Undone',
  notUndoable: 'It cannot be undone: {reason}',
  sample: 'At most 20 rows of each table are shown here; an undo brings all of them back.',
  open: 'Open the history',
} as const;
