import type { changes as english } from '../en/changes.ts';
import type { Translated } from '../text.ts';

export const changes: Translated<typeof english> = {};
