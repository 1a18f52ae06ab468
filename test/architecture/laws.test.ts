import { describe, expect, it } from 'vitest';
import { breaksOf, laws } from './laws.ts';
import { readSources } from './sources.ts';

const sources = readSources('src', ['.ts', '.tsx', '.css']);

describe('The laws of the architecture', () => {
  it('are checked on every source file, of contract, main, preload and renderer', () => {
    for (const folder of ['contract', 'main', 'preload', 'renderer']) {
      expect(sources.some((file) => file.path.startsWith(`src/${folder}/`)), `no source file found in src/${folder}`).toBe(true);
    }
  });

  for (const law of laws) {
    it(`${law.number}. ${law.says}`, () => {
      expect(breaksOf(law, sources).join('\n')).toBe('');
    });

    it(`${law.number}. sees each of its examples of a break`, () => {
      for (const example of law.examples) expect(breaksOf(law, [example]), example.text).not.toEqual([]);
    });
  }

  it('are not broken by what stands in a comment or a sentence', () => {
    const text = "// Date.now() would be any time\nconst hint = 'never call Math.random(), never parseFloat';\n/* export default */\n";
    for (const law of laws) expect(breaksOf(law, [{ path: 'src/main/billing/a.ts', text }])).toEqual([]);
  });
});
