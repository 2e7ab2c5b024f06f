/** The one IPC channel between the program and its page, used in both directions. */
export const channel = 'referee';
