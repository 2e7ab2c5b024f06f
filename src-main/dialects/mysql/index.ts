import type { Dialect } from '../dialect.ts';
import { audit } from './audit.ts';
import { connect } from './database.ts';
import { facts } from './facts.ts';
import { foreignKeys } from './foreign-keys.ts';
import { info } from './info.ts';
import { introspect } from './introspect.ts';
import { unpack } from './packed-rows.ts';
import { isPeculiar } from './peculiar.ts';
import { deepest, simulate } from './simulate.ts';
import { describe, parseUrl } from './url.ts';

/** MySQL and MariaDB. */
export const mysql: Dialect = {
  info,
  sql: facts,
  foreignKeys,
  simulate,
  cascadeDepth: deepest,
  isPeculiar,
  audit,
  parseUrl,
  describe,
  connect,
  introspect,
  unpack,
};
