import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

const folder = 'docs/generated';
/** How a generated document begins. */
export const head = (title: string, from: string) => `# ${title}\n\nMade from ${from} by \`npm run docs\`; do not edit.\n`;

/** With CARELINE_WRITE_DOCS the document is written; without it the written one must be what would be written. */
export function fresh(name: string, text: string): void {
  const path = `${folder}/${name}`;
  if (process.env.CARELINE_WRITE_DOCS) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, text);
  }
  expect(existsSync(path) ? readFileSync(path, 'utf8') : '', `${path} is old: run npm run docs`).toBe(text);
}
