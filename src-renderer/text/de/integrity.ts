import type { integrity as english } from '../en/integrity.ts';
import type { Translated } from '../text.ts';

export const integrity: Translated<typeof english> = {};
