import type { ForeignKey } from './catalog.ts';
import type { Value } from './value.ts';

/** How a switch is made on a server. */
export type SwitchWay = {
  readonly serverVersion: string;
  /** The choice by the id of each of the dialect's own decisions. */
  readonly chosen: Readonly<Record<string, string>>;
  /** Keys that are there, and whose rows are yet to be checked. */
  readonly unchecked: readonly ForeignKey[];
};

/** What whoever runs steps is told, and may want. */
export type ApplyHooks = {
  /** Both are awaited. */
  onStep(index: number): unknown;
  onDone?(index: number): unknown;
  /** A step will be tried again after `message`; `attempt` counts from 1. */
  onRetry?(index: number, attempt: number, message: string): void;
  /** How often a step that waits for a lock is tried; absent: as often as the dialect thinks right. */
  readonly attempts?: number;
  /** Whether steps that were done are taken back, the last one first, where a later one fails. Absent: they stay. */
  readonly takesBack?: boolean;
  readonly signal?: AbortSignal;
};

/** Lines of a script. */
export type ScriptFacts = {
  /** Before all others. */
  readonly head: readonly string[];
  /** Before those, for the program that comes with the engine, which alone understands them. */
  readonly program: readonly string[];
  /** Around the statements of one transaction. */
  readonly begin: readonly string[];
  readonly commit: readonly string[];
  /** A value spelled in a statement, where a statement has parameters. */
  literal(value: Value): string;
};
