import { describe, expect, it } from 'vitest';
import { billChip, billName, billTitle } from '../../src/renderer/billing/bill-words.ts';
import { eventPlace, eventWords, quantityWords, unitWords } from '../../src/renderer/billing/quantity-words.ts';
import { lineWith, summaryWith } from './screens-kit.tsx';

const usage = { kind: 'usage', events: 2, freeUnits: 0, chargedUnits: 0, micros: 0 } as const;

describe('a quantity', () => {
  it.each([
    ['852 MB', { units: 852_000, unit: 'kilobyte', trace: usage }],
    ['1.5 GB', { units: 1_480_000, unit: 'kilobyte', trace: usage }],
    ['79 min', { units: 4740, unit: 'second', trace: usage }],
    ['40 s', { units: 40, unit: 'second', trace: usage }],
    ['1,204', { units: 1204, unit: 'piece', trace: usage }],
    ['2 × 1 GB', { units: 1_480_000, unit: 'kilobyte', trace: usage, working: '1.5 GB begin 2 blocks of 1 GB at $10.00 = $20.00' }],
    ['15 of 31 days', { trace: { kind: 'recurring', price: 2000, days: 15, ofDays: 31, refund: false } }],
    ['2', { units: 2, unit: 'piece' }],
    ['', { units: 1, unit: 'piece' }],
    ['1', { units: 1, unit: 'piece', trace: { kind: 'oneTime', day: '2026-10-27', cause: null } }],
  ] as const)('reads %s', (words, part) => {
    expect(quantityWords(lineWith({ lineId: 1, ...part }))).toBe(words);
  });
  it('of one event keeps the seconds of a short call', () => {
    expect([eventWords({ usage: 'voice', units: 200 }), eventWords({ usage: 'voice', units: 1320 }), eventWords({ usage: 'data', units: 96_000 }), unitWords(999, 'kilobyte'), unitWords(1400, 'kilobyte')]).toEqual(['3 min 20 s', '22 min', '96 MB', '999 kB', '1.4 MB']);
  });
  it('names where an event went: the visited network, the number, the partner, or home', () => {
    const place = (part: object) => eventPlace({ usage: 'data', destination: '', visited: null, zone: null, ...part });
    expect([place({ visited: 'MX Movilsur' }), place({ usage: 'voice', destination: '390612345678' }), place({ usage: 'content', destination: 'Arcadia Play Ltd' }), place({})]).toEqual(['Movilsur, MX', '+390612345678', 'Arcadia Play Ltd', 'Home network']);
  });
});

describe('a bill', () => {
  const today = '2026-11-18';
  it('is named after its month, with the year once the month comes again', () => {
    expect([billName(summaryWith(), today), billName(summaryWith({ billDay: '2025-11-05' }), today), billName(summaryWith({ category: 'interim', billDay: '2026-11-12' }), today)]).toEqual(['November', 'November 2025', '12 Nov, bill now']);
    expect([billTitle(summaryWith(), today), billTitle({ billDay: '2026-12-05', category: 'unbilled' }, today)]).toEqual(['November bill', 'Not yet billed']);
  });
  it('that is overdue says how much, and a paid one has a check', () => {
    expect(billChip(summaryWith({ state: 'overdue', overdue: 7837 }))).toEqual({ tone: 'neg', text: '$78.37 overdue' });
    const paid = billChip(summaryWith({ state: 'paid' }));
    expect([paid.tone, paid.text, paid.icon === undefined]).toEqual(['pos', 'Paid', false]);
  });
});
