import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of the project. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A source file as the laws see it. `path` is relative to the root, with forward slashes. */
export type SourceFile = { readonly path: string; readonly text: string };

/** Every file under a folder of the project with one of these endings; none where the folder does not exist. */
export function readSources(folder: string, endings: readonly string[]): readonly SourceFile[] {
  const top = join(root, folder);
  if (!existsSync(top)) return [];
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(root, file).split(sep).join('/'), text: readFileSync(file, 'utf8') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

const importForms = [/\b(?:import|export)\s[^;'"`]*?\bfrom\s*['"]([^'"]+)['"]/g, /\bimport\s*['"]([^'"]+)['"]/g, /\b(?:import|require)\s*\(\s*['"]([^'"]+)['"]/g];

/** What the file imports: a path from the root ('src/contract/money.ts') for its own files, else the package as written. */
export function importsOf(file: SourceFile): readonly string[] {
  const text = withoutComments(file.text);
  const names = importForms.flatMap((form) => [...text.matchAll(form)].map((match) => match[1] ?? ''));
  return names.map((name) => (name.startsWith('.') ? posix.join(posix.dirname(file.path), name) : name));
}

/** The code without comments; strings stay, for the imports. Newlines stay, so that line numbers hold. */
export function withoutComments(text: string): string {
  return scan(text, (kind, piece) => (kind === 'comment' ? blank(piece) : piece));
}

/** The code alone, without comments and without what stands in strings: no law is broken by a sentence. */
export function codeOnly(text: string): string {
  return scan(text, (kind, piece) => {
    if (kind === 'code') return piece;
    return kind === 'comment' ? blank(piece) : blankString(piece);
  });
}

/** The numbers of the lines a pattern matches in. */
export function linesWith(code: string, pattern: RegExp): readonly number[] {
  return code.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));
}

const pieces = /(\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*)|('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`)/g;

function scan(text: string, put: (kind: 'code' | 'comment' | 'string', piece: string) => string): string {
  let result = '';
  let from = 0;
  for (const match of text.matchAll(pieces)) {
    result += put('code', text.slice(from, match.index));
    result += put(match[1] === undefined ? 'string' : 'comment', match[0]);
    from = match.index + match[0].length;
  }
  return result + put('code', text.slice(from));
}

/** The quotes stay, since an empty pair of brackets means something else; so does the code inside a template. */
function blankString(piece: string): string {
  const quote = piece.charAt(0);
  const inner = piece.slice(1, -1);
  return quote + (quote === '`' ? inner.replace(/(\$\{[^{}]*\})|[^\n]/g, (_, code?: string) => code ?? ' ') : blank(inner)) + quote;
}

function blank(piece: string): string {
  return piece.replace(/[^\n]/g, ' ');
}
