/** `npm run bench`: measures the speed promises (docs/bench.md). Builds the bench, then runs it, in a virtual display where there is none. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { withDisplay } from './lib/display.mjs';
import { root, runtimeDir } from './lib/paths.mjs';

process.chdir(root);
const outDir = join(runtimeDir, 'bench');
rmSync(outDir, { recursive: true, force: true });
await build({
  configFile: false, root, logLevel: 'warn', publicDir: false, ssr: { external: true },
  build: { ssr: true, outDir, emptyOutDir: true, target: 'node20', minify: false, rolldownOptions: { input: { run: join(root, 'bench', 'run.ts'), 'bill-worker': join(root, 'bench', 'support', 'bill-worker.ts'), 'rating-process': join(root, 'bench', 'rating-process.ts') }, output: { format: 'esm', entryFileNames: '[name].mjs' } } },
});
await build({
  configFile: false, root, logLevel: 'warn', publicDir: false,
  build: { outDir, emptyOutDir: false, target: 'chrome114', minify: true, lib: { entry: join(root, 'bench', 'support', 'page-care.ts'), formats: ['iife'], name: 'benchPage', fileName: () => 'page.js' } },
});
process.exitCode = await withDisplay(process.execPath, ['--experimental-websocket', '--no-warnings', join(outDir, 'run.mjs'), ...process.argv.slice(2)]);
