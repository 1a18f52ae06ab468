import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** The packages that stay packages at run time; the embedded engine reads its files beside itself. All else is bundled. */
const external = ['electron', 'knex', 'pg', 'pg-native', /^@electric-sql\/pglite/, /^node:/];

/** Every file named *-thread.ts runs on a thread of its own and is loaded by its name, so each is an entry. */
function threads(): Record<string, string> {
  const names = readdirSync('src/main', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('-thread.ts'));
  return Object.fromEntries(names.map((name) => [basename(name, '.ts'), resolve(join('src/main', name))]));
}

/** The oldest Electron it has to run on has Node 18 and Chrome 114. */
export default defineConfig({
  main: {
    build: {
      target: 'node18.15',
      outDir: 'out/main',
      sourcemap: true,
      minify: false,
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: resolve('src/main/shell/index.ts'),
          'data-process': resolve('src/main/data-process.ts'),
          cli: resolve('src/main/cli.ts'),
          ...threads(),
        },
        external,
        output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node18.15',
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve('src/preload/index.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      target: 'chrome114',
      outDir: 'out/renderer',
      minify: true,
      rolldownOptions: { input: resolve('src/renderer/index.html') },
    },
  },
});
