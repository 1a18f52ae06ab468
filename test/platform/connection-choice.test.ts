import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readChoice, writeChoice } from '../../src/main/platform/connection-choice.ts';

const folder = mkdtempSync(join(tmpdir(), 'careline-choice-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('The chosen database', () => {
  it('is what was chosen last', () => {
    const path = join(folder, 'deep', 'connection.json');
    expect(readChoice(path)).toBeNull();
    writeChoice(path, { kind: 'demo' });
    expect(readChoice(path)).toEqual({ kind: 'demo' });
    writeChoice(path, { kind: 'server', url: 'postgres://db.example:5433/care?sslmode=verify-full' });
    expect(readChoice(path)).toEqual({ kind: 'server', url: 'postgres://db.example:5433/care?sslmode=verify-full' });
    writeChoice(path, { kind: 'server', url: 'postgres://db.example/care?sslrootcert=C%3A%5CProgram%20Files%5Cca.pem' });
    expect(readChoice(path)).toEqual({ kind: 'server', url: 'postgres://db.example/care?sslrootcert=C%3A%5CProgram%20Files%5Cca.pem' });
  });

  it('names a server and never a person', () => {
    const path = join(folder, 'person.json');
    writeChoice(path, { kind: 'server', url: 'postgres://nadia.okafor:secret@db.example/care' });
    expect(readChoice(path)).toEqual({ kind: 'server', url: 'postgres://db.example/care' });
    expect(readFileSync(path, 'utf8')).not.toMatch(/nadia|secret/);
  });

  it('is none where the file says something else', () => {
    for (const [at, body] of ['', '{', 'null', '{"kind":"file"}', '{"kind":"server"}', '{"kind":"demo","password":"x"}'].entries()) {
      const path = join(folder, `broken-${at}.json`);
      writeFileSync(path, body);
      expect(readChoice(path), body).toBeNull();
    }
  });
});
