import type { Database, Dialect } from '../dialects/dialect.ts';
import type { Catalog } from '../model/catalog.ts';
import type { ConnectionSettings, Environment } from '../model/connection.ts';
import type { RelationMode, RelationModel } from '../model/relation.ts';
import type { RelationFile } from '../model/relation-file.ts';

/** A connection in use, as the services share it. `catalog`, `file` and `model` are as last read; a reload replaces them. */
export type OpenConnection = {
  readonly handle: string;
  readonly dialect: Dialect;
  readonly database: Database;
  /** With secrets; never leaves the services. */
  readonly settings: ConnectionSettings;
  readonly name: string;
  readonly environment: Environment;
  readonly readOnly: boolean;
  /** Path of its relation file, which need not exist yet. */
  readonly relationFilePath: string;
  /** The mode that was asked for when it was opened, whatever its file says; null: as the file says. */
  askedMode: RelationMode | null;
  catalog: Catalog;
  file: RelationFile;
  model: RelationModel;
};
