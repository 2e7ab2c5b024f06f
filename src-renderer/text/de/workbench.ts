import type { workbench as english } from '../en/workbench.ts';
import type { Translated } from '../text.ts';

export const workbench: Translated<typeof english> = {};
