import { type ReferentialAction, type RelationMode, referentialActions } from './relation.ts';

/** One field of the connection form. The values of all fields are strings; '' is the same as not given. */
export type ConnectionField = {
  readonly name: string;
  readonly label: string;
  /** `secret` fields never reach the renderer again once given, nor a log. */
  readonly kind: 'text' | 'number' | 'file' | 'secret' | 'choice';
  readonly required: boolean;
  readonly default: string | null;
  readonly placeholder: string | null;
  /** For `choice`; else []. */
  readonly choices: readonly string[];
};

/** What an action that is declared really does on an engine, in a mode. */
export type EffectiveAction = {
  readonly action: ReferentialAction;
  readonly onDelete: ReferentialAction | 'unsupported';
  readonly onUpdate: ReferentialAction | 'unsupported';
  /** A sentence with the reason where it differs from what is declared; else null. */
  readonly note: string | null;
};

/** Facts about a dialect that the screens and the README show. */
export type DialectInfo = {
  readonly id: string;
  /** "PostgreSQL", "MySQL / MariaDB". */
  readonly label: string;
  /** URL schemes without the colon, the preferred one first. */
  readonly schemes: readonly string[];
  /** "15 and newer; tested with 15.18". */
  readonly versions: string;
  readonly fields: readonly ConnectionField[];
  readonly modes: readonly RelationMode[];
  /** For each mode, what each declared action does. */
  readonly actions: Readonly<Record<RelationMode, readonly EffectiveAction[]>>;
};

/** All five actions doing what they say. */
export const actionsAsDeclared: readonly EffectiveAction[] = referentialActions.map((action) => ({
  action,
  onDelete: action,
  onUpdate: action,
  note: null,
}));
