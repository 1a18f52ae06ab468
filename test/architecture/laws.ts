import type { SourceFile } from './sources.ts';
import { codeOnly, importsOf, linesWith } from './sources.ts';

/** A law of architecture.md 4: what it says, how to mend a break, where it is broken, and a file that breaks it. */
export type Law = {
  readonly number: number;
  readonly says: string;
  readonly cure: string;
  /** What breaks the law in this file, one phrase each; empty when nothing does. */
  readonly breaks: (file: SourceFile) => readonly string[];
  /** Files that break the law, to show that it sees them. */
  readonly examples: readonly SourceFile[];
};

const within = (folder: string) => (path: string): boolean => path.startsWith(`${folder}/`);
const inContract = within('src/contract');
const inMain = within('src/main');
const inShell = within('src/main/shell');
const inPreload = within('src/preload');
const inRenderer = within('src/renderer');
const inPlatform = (path: string): boolean => path.startsWith('src/main/platform/') || path.startsWith('src/renderer/platform/');
const inDomain = (path: string): boolean => /^src\/main\/[^/]+\/domain\//.test(path);
const isPackage = (name: string, packages: readonly string[]): boolean => packages.some((known) => name === known || name.startsWith(`${known}/`));
const capabilityOf = (path: string): string | undefined => /^src\/main\/([^/]+)\//.exec(path)?.[1];

/** Imports of the file that the law forbids, as phrases. */
function badImports(file: SourceFile, allowed: (name: string) => boolean): readonly string[] {
  return importsOf(file).filter((name) => !allowed(name)).map((name) => `imports ${name}`);
}

/** A slice is a folder of the renderer with the screens of one capability. */
function sliceOf(path: string): string | undefined {
  const folder = /^src\/renderer\/([^/]+)\//.exec(path)?.[1];
  return folder === undefined || ['app', 'platform', 'ui'].includes(folder) ? undefined : folder;
}

function crossSliceImports(file: SourceFile): readonly string[] {
  const own = sliceOf(file.path);
  const shared = /^src\/renderer\/(platform|ui)\//.test(file.path);
  if (own === undefined && !shared) return [];
  return badImports(file, (name) => {
    const other = sliceOf(name);
    if (other === undefined || other === own) return true;
    return !shared && /(Tile|Dialog)\.tsx?$/.test(name);
  });
}

function linesOf(file: SourceFile, patterns: Readonly<Record<string, RegExp>>, code = codeOnly(file.text)): readonly string[] {
  return Object.entries(patterns).flatMap(([what, pattern]) => linesWith(code, pattern).map((line) => `line ${line}: ${what}`));
}

const chance = {
  'Date.now': /\bDate\.now\b/, 'new Date()': /\bnew Date\(\s*\)|\bnew Date\b(?!\s*\()/, 'Date()': /(?<!new |\.|\w)Date\(\s*\)/, 'Temporal.Now': /\bTemporal\.Now\b/,
  'Math.random': /\bMath\.random\b/, randomUUID: /\brandomUUID\b/, randomBytes: /\brandomBytes\b/, getRandomValues: /\bgetRandomValues\b/,
};
const money = '\\w*(?:amount|price|minor|micros|money|total|balance|charge|fee|tax|credit|paid|owed)\\w*';
const fractions = {
  parseFloat: /\bparseFloat\b/,
  'toFixed of money': new RegExp(`${money}[\\])]*\\.toFixed\\(`, 'i'),
  'Math.round of money': new RegExp(`\\bMath\\.round\\([^;]*${money}`, 'i'),
};
const types = { any: /(?::|\bas|<|,|\||=>?)\s*any\b(?!\s*[:(.=])|\bany\[\]/ };
const exportsDefault = { 'default export': /\bexport\s+default\b|\bas\s+default\b(?=[^;]*\})(?!.*\bfrom\b)/ };

/** The ten laws, in the order of architecture.md 4. */
export const laws: readonly Law[] = [
  {
    number: 1, says: 'contract imports only itself, zod, @orpc/contract and temporal-polyfill',
    cure: 'Move what needs more to src/main; the contract is what both sides agree on and holds no behavior of either.',
    breaks: (file) => (inContract(file.path) ? badImports(file, (name) => inContract(name) || isPackage(name, ['zod', '@orpc/contract', 'temporal-polyfill'])) : []),
    examples: [{ path: "src/contract/a.ts", text: "import { b } from '../main/b.ts';" }, { path: "src/contract/a.ts", text: 'export * from "knex";' }],
  },
  {
    number: 2, says: 'preload imports only electron',
    cure: 'The preload hands one port over and does nothing else; put the rest into src/renderer/platform or src/main/shell.',
    breaks: (file) => (inPreload(file.path) ? badImports(file, (name) => name === 'electron') : []),
    examples: [{ path: "src/preload/index.ts", text: "import { x } from '../contract/x.ts';" }],
  },
  {
    number: 3, says: 'renderer never imports main, preload, electron, a database or Node',
    cure: 'Ask through the contract: care.<capability>.<procedure>(input). Shared types belong in src/contract.',
    breaks: (file) => (inRenderer(file.path)
      ? badImports(file, (name) => !inMain(name) && !inPreload(name) && !name.startsWith('node:') && !isPackage(name, ['electron', 'knex', 'pg', '@electric-sql', 'fs', 'path', 'crypto', 'child_process'])) : []),
    examples: [{ path: "src/renderer/app/App.tsx", text: 'import { readFile } from "node:fs";' }, { path: "src/renderer/app/App.tsx", text: "import type { A } from '../../main/a.ts';" }],
  },
  {
    number: 4, says: 'main never imports renderer or react, and only shell imports electron',
    cure: 'Everything of main but shell also runs in the command line and in tests: pass what it needs from Electron as an argument.',
    breaks: (file) => (inMain(file.path)
      ? badImports(file, (name) => !inRenderer(name) && !isPackage(name, ['react', 'react-dom', '@mantine']) && (inShell(file.path) || !isPackage(name, ['electron']))) : []),
    examples: [{ path: "src/main/cli.ts", text: "import { app } from 'electron';" }, { path: "src/main/shell/index.ts", text: "import { App } from '../../renderer/app/App.tsx';" }],
  },
  {
    number: 5, says: 'domain imports only contract, other domain and temporal-polyfill',
    cure: 'Let the procedure gather what the decision needs and pass it in; the domain decides and touches nothing.',
    breaks: (file) => (inDomain(file.path) ? badImports(file, (name) => inContract(name) || inDomain(name) || isPackage(name, ['temporal-polyfill'])) : []),
    examples: [{ path: "src/main/billing/domain/a.ts", text: "import { store } from '../store.ts';" }, { path: "src/main/billing/domain/a.ts", text: "import { readFileSync } from 'node:fs';" }],
  },
  {
    number: 6, says: 'store.ts is imported only in its own capability, procedures.ts only by the switchboard',
    cure: 'Use another capability through its actions.ts or views.ts.',
    breaks: (file) => badImports(file, (name) => {
      const capability = capabilityOf(name);
      if (capability === undefined) return true;
      if (/^src\/main\/[^/]+\/store\.ts$/.test(name)) return capabilityOf(file.path) === capability;
      return !/^src\/main\/[^/]+\/procedures\.ts$/.test(name) || file.path === 'src/main/procedures.ts';
    }),
    examples: [
      { path: "src/main/payments/actions.ts", text: "import { bills } from '../billing/store.ts';" },
      { path: "src/main/cli.ts", text: "import { billing } from './billing/procedures.ts';" },
    ],
  },
  {
    number: 7, says: 'a renderer slice takes from another slice only *Tile and *Dialog; ui and platform take from none',
    cure: 'Make a Tile or a Dialog of it, or move the part without business words to src/renderer/ui.',
    breaks: crossSliceImports,
    examples: [
      { path: "src/renderer/customers/CustomerScreen.tsx", text: "import { BillTree } from '../billing/BillTree.tsx';" },
      { path: "src/renderer/ui/Card.tsx", text: "import { BillTile } from '../billing/BillTile.tsx';" },
    ],
  },
  {
    number: 8, says: 'no file in src over 300 lines',
    cure: 'Find the second idea in it and give it a file of its own.',
    breaks: (file) => {
      const lines = file.text.split('\n').length - (file.text.endsWith('\n') ? 1 : 0);
      return lines > 300 ? [`has ${lines} lines`] : [];
    },
    examples: [{ path: 'src/main/cli.ts', text: '\n'.repeat(301) }],
  },
  {
    number: 9, says: 'clock, ids and randomness come only from platform',
    cure: 'Take the clock or the ids as an argument (src/main/platform/clock.ts, ids.ts), so that tests can give them.',
    breaks: (file) => (inPlatform(file.path) || !/\.tsx?$/.test(file.path) ? [] : linesOf(file, chance)),
    examples: [
      { path: 'src/main/billing/actions.ts', text: 'const now = Date.now();' }, { path: 'src/renderer/app/App.tsx', text: 'const today = new Date();' },
      { path: "src/main/demo/world.ts", text: "const x = `${Math.random()}`;" }, { path: "src/main/demo/world.ts", text: "import { randomUUID } from 'node:crypto';" },
    ],
  },
  {
    number: 10, says: 'no floating-point money, no any, no default export',
    cure: 'Money goes through src/contract/money.ts; name the type, or use unknown and check it; export by name.',
    breaks: (file) => (/\.tsx?$/.test(file.path)
      ? [...(file.path === 'src/contract/money.ts' ? [] : linesOf(file, fractions)), ...linesOf(file, types), ...linesOf(file, exportsDefault),
        ...linesWith(file.text, /@ts-(?:ignore|nocheck|expect-error)\b/).map((line) => `line ${line}: the compiler is silenced`)] : []),
    examples: [
      { path: 'src/main/billing/a.ts', text: 'const shown = total.toFixed(2);' }, { path: 'src/main/billing/a.ts', text: 'const cents = Math.round(price * 100);' },
      { path: 'src/main/billing/a.ts', text: 'function f(x: any) {}' }, { path: 'src/main/billing/a.ts', text: 'const y = x as any;' },
      { path: "src/main/billing/a.ts", text: "export default f;" }, { path: "src/main/billing/a.ts", text: `// ${"@ts"}-ignore` },
    ],
  },
];

/** Sentences for every break of a law, each with the file, the law and the cure. */
export function breaksOf(law: Law, files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => law.breaks(file).map((what) => `${file.path} ${what}. Law ${law.number}: ${law.says}. ${law.cure}`));
}

