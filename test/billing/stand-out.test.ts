import { expect, it } from 'vitest';
import type { FindingFacts } from '../../src/contract/bill-runs.ts';
import { standsOut, usualOf } from '../../src/main/billing/domain/stand-out.ts';

const facts = (part: Partial<FindingFacts>): FindingFacts => ({ currency: 'USD', total: 5000, charges: 4600, tax: 400, usual: 5000, before: [5000, 5000], events: 4, suspended: 0, unpriced: 0, ...part });

it.each([
  ['an ordinary bill', {}, true, []],
  ['exactly three times the usual', { total: 15_000 }, true, []],
  ['a unit more', { total: 15_001 }, true, ['high']],
  ['any sum where nothing is usual yet', { total: 900_000, usual: null }, true, []],
  ['any sum after bills of nothing', { total: 900, usual: 0 }, true, []],
  ['nothing to pay', { total: 0 }, true, ['zero']],
  ['a credit bill', { total: -1 }, true, ['negative']],
  ['no usage where there never was any', { events: 0 }, false, []],
  ['no usage where there was', { events: 0 }, true, ['noUsage']],
  ['usage in suspense', { suspended: 2 }, true, ['suspense']],
  ['an event without a price, on a bill of nothing without usage', { total: 0, events: 0, unpriced: 1 }, true, ['zero', 'noUsage', 'suspense']],
] as const)('%s', (_name, part, hadUsage, kinds) => {
  expect(standsOut(facts(part), hadUsage)).toEqual(kinds);
});

it('the usual is the median, the lower of two, and never that of one bill', () => {
  expect([usualOf([]), usualOf([4000]), usualOf([9000, 4000]), usualOf([1, 90_000, 5000]), usualOf([10, 9, 2, 100])]).toEqual([null, null, 4000, 5000, 9]);
});
