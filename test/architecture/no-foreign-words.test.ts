import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SourceFile } from './sources.ts';
import { readSources, root } from './sources.ts';

const folders = ['src', 'test', 'bench', 'scripts', 'docs', 'resources', '.ci'];
const topFiles = ['package.json', 'README.md', 'electron.vite.config.ts', 'vitest.config.mts', 'playwright.config.ts', 'electron-builder.yml', '.oxlintrc.json'];
const endings = ['.ts', '.tsx', '.mts', '.mjs', '.css', '.html', '.md', '.json', '.yml', '.svg', '.csv', 'run'];
/** Paths of one machine; written in parts, so that this file does not hold them itself. */
const machinePath = new RegExp(['(?<![\\w.})-])', '(?:work|root|home/[a-z][\\w-]*)', ''].join('/'));

function topFile(name: string): readonly SourceFile[] {
  try {
    return [{ path: name, text: readFileSync(join(root, name), 'utf8') }];
  } catch {
    return [];
  }
}

function machinePathsIn(file: SourceFile): readonly string[] {
  return file.text.split('\n').flatMap((line, index) => (machinePath.test(line) ? [`${file.path}:${index + 1} ${line.trim().slice(0, 120)}`] : []));
}

describe('The tree', () => {
  it('names no registry in the lock file, so that anyone installs from their own', () => {
    const lock: unknown = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    expect(lock).toHaveProperty('packages');
    const text = JSON.stringify(lock);
    expect(text.includes('"resolved"'), 'package-lock.json holds "resolved" addresses. Cure: .npmrc has omit-lockfile-registry-resolved=true; run npm install again.').toBe(false);
  });

  it('has in its lock file every package for other systems, so that npm ci accepts it', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { optionalDependencies?: Record<string, string> }> };
    const missing = Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {})).filter((name) => !Object.keys(lock.packages).some((path) => path.endsWith(`node_modules/${name}`)));
    expect(missing).toEqual([]);
  });

  it('holds no path of one machine in source, scripts or documents', () => {
    const files = [...folders.flatMap((folder) => readSources(folder, endings)), ...topFiles.flatMap(topFile)];
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap(machinePathsIn)).toEqual([]);
  });

  it('would see such a path', () => {
    expect(machinePathsIn({ path: "a.md", text: `see ${["", "root", "notes"].join("/")}` })).toHaveLength(1);
    expect(machinePathsIn({ path: 'a.md', text: 'framework/ and src/root/' })).toEqual([]);
  });
});
