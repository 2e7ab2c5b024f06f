/** Words of the parts that every screen is built of. */
export const ui = {
  cancel: 'Cancel',
  close: 'Close',
  resize: 'Resize',
  dismiss: 'Dismiss message',
  message: 'Message',
  messages: 'Messages',
  theme: { label: 'Theme: {name}', system: 'as the system', light: 'light', dark: 'dark' },
  language: 'Language: {name}',
} as const;
