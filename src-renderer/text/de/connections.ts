import type { connections as english } from '../en/connections.ts';
import type { Translated } from '../text.ts';

export const connections: Translated<typeof english> = {};
