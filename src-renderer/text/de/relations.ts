import type { relations as english } from '../en/relations.ts';
import type { Translated } from '../text.ts';

export const relations: Translated<typeof english> = {};
