/**
 * Milliseconds after which a cancel has not worked: what it ends would go on for longer, or for ever. It takes much less; how
 * much less a busy machine does not tell.
 */
export const soon = 5000;
