import type { ConnectionSettings, Environment, SavedConnection } from '../../../src-main/model/connection.ts';
import type { DialectInfo } from '../../../src-main/model/dialect-info.ts';
import type { RelationMode } from '../../../src-main/model/relation.ts';
import { t } from '../../text/text.ts';

/** A connection while it is typed: every field has a text. */
export type Draft = {
  id: string | null;
  name: string;
  dialect: string;
  values: Record<string, string>;
  environment: Environment;
  readOnly: boolean;
  /** '' leaves it to the relation file. */
  relationMode: RelationMode | '';
  relationFile: string;
  hasSecret: boolean;
};

/** What the form gives when it is submitted. */
export type FilledDraft = {
  readonly id: string | null;
  readonly name: string;
  readonly dialect: string;
  readonly settings: ConnectionSettings;
  /** null: none was typed. */
  readonly secrets: ConnectionSettings | null;
  readonly environment: Environment;
  readonly readOnly: boolean;
  readonly relationMode: RelationMode | null;
  readonly relationFile: string | null;
};

export function newDraft(dialect: DialectInfo | undefined): Draft {
  return {
    id: null,
    name: '',
    dialect: dialect?.id ?? '',
    values: dialect === undefined ? {} : defaultsOf(dialect),
    environment: 'development',
    readOnly: false,
    relationMode: '',
    relationFile: '',
    hasSecret: false,
  };
}

export function draftOf(saved: SavedConnection, dialect: DialectInfo): Draft {
  return {
    ...saved,
    values: { ...defaultsOf(dialect), ...saved.settings },
    relationMode: saved.relationMode ?? '',
    relationFile: saved.relationFile ?? '',
  };
}

export function defaultsOf(dialect: DialectInfo): Record<string, string> {
  return Object.fromEntries(dialect.fields.map((field) => [field.name, field.default ?? '']));
}

export function filled(draft: Draft, dialect: DialectInfo): FilledDraft {
  const given = (secret: boolean) =>
    Object.fromEntries(
      dialect.fields
        .filter(({ kind, name }) => (kind === 'secret') === secret && (draft.values[name] ?? '') !== '')
        .map(({ name }) => [name, draft.values[name] ?? '']),
    );
  const secrets = given(true);
  return {
    id: draft.id,
    name: draft.name.trim(),
    dialect: dialect.id,
    settings: given(false),
    secrets: Object.keys(secrets).length === 0 ? null : secrets,
    environment: draft.environment,
    readOnly: draft.readOnly,
    relationMode: draft.relationMode === '' ? null : draft.relationMode,
    relationFile: draft.relationFile.trim() === '' ? null : draft.relationFile.trim(),
  };
}

/** What keeps the draft from being used, as a sentence; null: nothing. */
export function missing(draft: Draft, dialect: DialectInfo): string | null {
  const field = dialect.fields.find(
    ({ name, required }) => required && (draft.values[name] ?? '').trim() === '',
  );
  return field === undefined ? null : t('connections.form.needed', { field: field.label });
}
