import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

// One client for each engine, from one schema: the tables of ../scenarios.ts.
const model = (name, parent, action, child) => `
model ${name} {
  id   Int @id
  ${parent === null ? '' : `pid  Int?\n  note String? @db_varchar\n  parent ${parent}? @relation(fields: [pid], references: [id], ${action})\n  @@index([pid])`}
  ${child === null ? '' : `children ${child}[]`}
}`;
const cascade = 'onDelete: Cascade, onUpdate: Cascade';
const pair = (name, action) => [
  model(`${name}0`, null, '', `${name}1`),
  model(`${name}1`, `${name}0`, action, null),
];
const models = [
  ...[0, 1, 2, 3, 4].map((level) =>
    model(`l${level}`, level === 0 ? null : `l${level - 1}`, cascade, level === 4 ? null : `l${level + 1}`),
  ),
  ...pair('n', 'onDelete: SetNull, onUpdate: Cascade'),
  ...pair('u', 'onDelete: Restrict, onUpdate: Cascade'),
  ...pair('r', 'onDelete: Restrict, onUpdate: Cascade'),
].join('\n');

for (const provider of ['sqlite', 'postgresql', 'mysql']) {
  const varchar = provider === 'sqlite' ? '' : '@db.VarChar(40)';
  const schema = `
datasource db {
  provider     = "${provider}"
  relationMode = "prisma"
}
generator client {
  provider               = "prisma-client"
  output                 = "./gen/${provider}"
  generatedFileExtension = "ts"
  importFileExtension    = "ts"
  moduleFormat           = "esm"
}
${models.replaceAll('@db_varchar', varchar)}`;
  writeFileSync(`schema.${provider}.prisma`, schema);
  // The engine that would be downloaded is for migrations alone.
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? '/bin/true',
  };
  const command = ['node_modules/prisma/build/index.js', 'generate', '--schema', `schema.${provider}.prisma`];
  execFileSync(process.execPath, command, { env, stdio: 'inherit' });
}
