import type { modeSwitch as english } from '../en/mode-switch.ts';
import type { Translated } from '../text.ts';

export const modeSwitch: Translated<typeof english> = {};
