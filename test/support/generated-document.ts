import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = 'docs/generated';
/** How a generated document begins. */
export const head = (title: string, from: string) => `# ${title}\n\nMade from ${from} by \`npm run docs\`; do not edit.\n`;

/** What the document holds now; with CARELINE_WRITE_DOCS it is written first. A test compares it with what it should hold. */
export function onDisk(name: string, text: string): string {
  const path = `${folder}/${name}`;
  if (process.env.CARELINE_WRITE_DOCS) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, text);
  }
  return existsSync(path) ? readFileSync(path, 'utf8') : `${path} is missing: run npm run docs`;
}
