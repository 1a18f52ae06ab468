/** The loudness of a chip, callout or glyph; the word beside it always says the same (design.md 2.7). */
export type Tone = 'neutral' | 'accent' | 'pos' | 'neg' | 'warn' | 'disp' | 'info';

/** The class of a tone; neutral has none. */
export function toneClass(tone: Tone | undefined): string {
  return tone && tone !== 'neutral' ? tone : '';
}

/** Joins class names, leaving out what is absent. */
export function cx(...names: ReadonlyArray<string | false | null | undefined>): string {
  return names.filter(Boolean).join(' ');
}
