import type { Dialect } from './dialect.ts';
import { mysql } from './mysql/index.ts';
import { postgresql } from './postgresql/index.ts';
import { sqlite } from './sqlite/index.ts';

/** All engines, in the order in which they are offered. A new engine is one folder and one line here. */
export const dialects: readonly Dialect[] = [sqlite, postgresql, mysql];
