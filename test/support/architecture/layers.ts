/** What a file of a layer may import: our files by pattern, packages by name. `node:*` only where it says so. */
export type Layer = {
  readonly files: RegExp;
  readonly ours: readonly RegExp[];
  readonly packages: readonly (string | RegExp)[];
};

const model = /^src-main\/model\//;
const contract = /^src-main\/contract\//;
const engine = /^src-main\/engine\//;
const dialectInterface = /^src-main\/dialects\/dialect\.ts$/;
const sharedSql = /^src-main\/dialects\/sql\//;
const registry = /^src-main\/dialects\/registry\.ts$/;
const dialectIndex = /^src-main\/dialects\/[^/]+\/index\.ts$/;
const storage = /^src-main\/storage\//;
const prisma = /^src-main\/prisma\//;
const services = /^src-main\/services\//;
const terminal = /^src-main\/(web|cli)\//;
const client = /^src-renderer\/client\.ts$/;
const stores = /^src-renderer\/stores\//;
const components = /^src-renderer\/components\//;
const views = /^src-renderer\/views\//;
const presentation = /^src-renderer\/(graph|format|text)\//;
const text = /^src-renderer\/text\//;

const core = [model, contract, engine, dialectInterface, sharedSql, registry, storage, prisma, services];
const node = /^node:/;
const drawing = ['vue', 'reka-ui', '@lucide/vue', /^@tanstack\/vue-(virtual|table)$/];

/** The table of the architecture. The first layer that a file matches is its own. */
export const layers: readonly Layer[] = [
  { files: model, ours: [model], packages: [] },
  { files: contract, ours: [contract, model], packages: ['valibot', '@orpc/contract'] },
  { files: engine, ours: [engine, model], packages: [] },
  { files: dialectInterface, ours: [model], packages: [] },
  { files: registry, ours: [dialectInterface, dialectIndex], packages: [] },
  { files: sharedSql, ours: [sharedSql, dialectInterface, model], packages: ['knex', 'sql-template-tag'] },
  {
    files: /^src-main\/dialects\/[^/]+\//,
    ours: [dialectInterface, sharedSql, dialectIndex, model],
    // A driver is its dialect's own affair: any package but those that belong to other layers.
    packages: [node, /^(?!electron|vue$|pinia$|ws$|valibot$|@orpc\/)/],
  },
  // What it reads from a file is checked like any input, hence the schema library.
  { files: storage, ours: [storage, model], packages: [node, 'better-sqlite3', 'valibot'] },
  { files: prisma, ours: [prisma, model], packages: ['@prisma/prisma-schema-wasm'] },
  { files: services, ours: core, packages: [node, /^@orpc\/(client|server|contract)$/, 'valibot'] },
  { files: terminal, ours: [...core, terminal], packages: [node, /^@orpc\//, 'ws', 'package.json'] },
  { files: /^src-main\/desktop\//, ours: [/^src-main\//], packages: [node, /^@orpc\//, 'electron'] },
  { files: text, ours: [text], packages: ['vue-i18n'] },
  { files: presentation, ours: [presentation, model], packages: ['vue', /^elkjs/] },
  { files: components, ours: [components, presentation, model], packages: drawing },
  { files: client, ours: [contract, model], packages: [/^@orpc\/(client|contract)(\/|$)/] },
  { files: stores, ours: [stores, client, presentation, contract, model], packages: ['vue', 'pinia'] },
  {
    files: views,
    ours: [views, stores, components, presentation, contract, model],
    packages: [...drawing, 'pinia'],
  },
  {
    files: /^src-renderer\/gallery\//,
    ours: [/^src-renderer\/gallery\//, components, presentation],
    packages: [...drawing, /^@fontsource-variable\//],
  },
  {
    files: /^src-renderer\/[^/]+\.(ts|vue)$/,
    ours: [/^src-(renderer|main\/model)\//],
    packages: [...drawing, 'pinia', /^@fontsource-variable\//],
  },
];
