/** Words of the grid of records. */
export const grid = {
  selectRow: 'Select row {n}',
  selectAll: 'Select all rows',
  toInsert: '{label} (to insert)',
  toUpdate: '{label} (to update)',
  toDelete: '{label} (to delete)',
  anyType: 'any',
  references: 'references {table}',
  tooManyRows:
    'At most {n} row can be changed or copied at once. | At most {n} rows can be changed or copied at once.',
  rows: '{n} row | {n} rows',
  aboutRows: 'about {n} row | about {n} rows',
  insertRow: 'Insert row',
  deleteRow: 'Delete row | Delete {n} rows',
  takeBack: 'Take back',
  toolbar: 'Records',
  reload: 'Reload rows',
  preview: 'Preview changes',
  loading: 'Loading rows',
  noRows: 'No rows yet',
  noMatch: 'No row matches the filter',
} as const;
