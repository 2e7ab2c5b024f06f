import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

/** A dialect whose driver needs a thread of its own has a `worker.ts`; it becomes `<dialect>-worker.js`. */
const workers = Object.fromEntries(
  globSync('src-main/dialects/*/worker.ts').map((path) => [`${basename(dirname(path))}-worker`, path]),
);

export default defineConfig({
  main: {
    build: {
      rollupOptions: {
        input: {
          index: 'src-main/desktop/main.ts',
          web: 'src-main/web/main.ts',
          cli: 'src-main/cli/main.ts',
          ...workers,
        },
        // All in one folder: what a file finds beside itself it finds from a shared chunk, too.
        output: {
          chunkFileNames: '[name]-[hash].js',
          banner: (chunk) => (chunk.name === 'cli' ? '#!/usr/bin/env node' : ''),
        },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload may require only `electron`.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'src-main/desktop/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    // No data: URLs, which the content security policy refuses; and any current browser, for the web shell.
    build: {
      assetsInlineLimit: 0,
      target: 'es2022',
      rollupOptions: { input: join(import.meta.dirname, 'src-renderer/index.html') },
    },
    // What vue-i18n may leave out of the build.
    define: {
      __VUE_I18N_FULL_INSTALL__: 'false',
      __VUE_I18N_LEGACY_API__: 'false',
      __INTLIFY_PROD_DEVTOOLS__: 'false',
    },
    worker: { format: 'es' },
    plugins: [vue()],
  },
});
