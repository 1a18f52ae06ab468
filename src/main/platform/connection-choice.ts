import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const Choice = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('demo') }), z.strictObject({ kind: z.literal('server'), url: z.string() })]);
export type Choice = z.infer<typeof Choice>;

/** What was chosen in the first-start screen, or null. The address names a server and never a person. */
export function readChoice(path: string): Choice | null {
  if (!existsSync(path)) return null;
  try {
    return Choice.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Keeps the choice; written aside and renamed, so that a crash leaves the old one whole. */
export function writeChoice(path: string, choice: Choice): void {
  mkdirSync(dirname(path), { recursive: true });
  const kept = choice.kind === 'server' ? { ...choice, url: withoutPerson(choice.url) } : choice;
  writeFileSync(`${path}.new`, JSON.stringify(kept));
  renameSync(`${path}.new`, path);
}

function withoutPerson(url: string): string {
  const address = new URL(url);
  address.username = '';
  address.password = '';
  return address.toString();
}
