import { expect, test } from 'vitest';
import type { z } from 'zod';
import type { PriceModel } from '../../src/contract/catalog.ts';
import { compileCatalog } from '../../src/main/rating/domain/compile-catalog.ts';
import { explainEvent } from '../../src/main/rating/domain/explain-event.ts';
import { rateCycle } from '../../src/main/rating/domain/rate-cycle.ts';
import { catalogOf, CENT, DOLLAR, eventOf, offerOf, productOf, ruleOf, ZONE } from './rating-kit.ts';

type Case = { name: string; price: z.input<typeof PriceModel>; usage?: 'voice' | 'data' | 'sms' | 'content'; included?: number; sizes: number[]; says: string };
const perMinute = { kind: 'perUnit' as const, price: 15 * CENT, per: 60, increment: 60 };
const tiers = [{ upTo: 2_000_000, price: 10 * DOLLAR }, { upTo: null, price: 5 * DOLLAR }];

const rows: Case[] = [
  { name: 'rounded, partly included', price: perMinute, included: 7200, sizes: [118 * 60, 200], says: '3 min 20 s rounded up to 4 min; 2 min from the 120 included; 2 min at $0.15 per min = $0.30' },
  { name: 'wholly included', price: perMinute, included: 7200, sizes: [240], says: '4 min from the 120 included; nothing to pay' },
  { name: 'allowance used up', price: perMinute, included: 60, sizes: [60, 60], says: 'the 1 min included are used up; 1 min at $0.15 per min = $0.15' },
  { name: 'plain', price: { kind: 'perUnit', price: 5 * CENT, per: 1000 }, usage: 'data', sizes: [96_000], says: '96 MB at $0.05 per MB = $4.80' },
  { name: 'by the second, named by the minute', price: { kind: 'perUnit', price: 250_000, per: 1 }, sizes: [90], says: '1 min 30 s at $0.15 per min = $0.225' },
  { name: 'set-up', price: { ...perMinute, setup: 10 * CENT }, sizes: [60], says: '$0.10 set-up and 1 min at $0.15 per min = $0.25' },
  { name: 'flat', price: { kind: 'flat', price: 2499 * CENT }, usage: 'content', sizes: [1], says: 'one price for each event = $24.99' },
  { name: 'messages', price: { kind: 'perUnit', price: 5 * CENT, per: 1 }, usage: 'sms', sizes: [2], says: '2 messages at $0.05 per message = $0.10' },
  { name: 'graduated over two tiers', price: { kind: 'graduated', per: 1_000_000, tiers }, usage: 'data', sizes: [1_500_000, 1_500_000], says: '500 MB at $10.00 per GB and 1 GB at $5.00 per GB = $10.00' },
  { name: 'volume', price: { kind: 'volume', per: 1_000_000, tiers }, usage: 'data', sizes: [3_000_000], says: '3 GB at the price that all use of the cycle reaches = $15.00' },
  { name: 'package begins', price: { kind: 'package', size: 1_000_000, price: 10 * DOLLAR }, usage: 'data', sizes: [1_200_000], says: '1.2 GB begin 2 blocks of 1 GB at $10.00 = $20.00' },
  { name: 'package fills', price: { kind: 'package', size: 1_000_000, price: 10 * DOLLAR }, usage: 'data', sizes: [200_000, 300_000], says: '300 MB within a block already charged = $0.00' },
  { name: 'package free', price: { kind: 'package', size: 1_000_000, price: 10 * DOLLAR, free: 1_000_000 }, usage: 'data', sizes: [300_000], says: '300 MB within the first 1 GB free = $0.00' },
  { name: 'first increment and cap', price: { ...perMinute, first: 180, cap: 50 * CENT }, sizes: [30, 600], says: '10 min at $0.15 per min, at most $0.50 = $0.50' },
  { name: 'percentage', price: { kind: 'percent', rate: 250, fee: 30 * CENT, free: 1500 }, usage: 'content', sizes: [1000, 2500], says: '$0.30 fee and 2.5 % of $20.00 of $25.00 beyond the first $15.00 = $0.80' },
  { name: 'graduated percentage', price: { kind: 'graduatedPercent', tiers: [{ upTo: 10_000, rate: 500 }, { upTo: null, rate: 305 }] }, usage: 'content', sizes: [9000, 2000], says: '5 % of $10.00 and 3.05 % of $10.00 = $0.805' },
  { name: 'capacity rises', price: { kind: 'capacity', price: 10 * CENT, per: 1 }, usage: 'content', sizes: [5, 8], says: 'the peak rises to 8 items: 3 items more at $0.10 per item = $0.30' },
  { name: 'capacity within', price: { kind: 'capacity', price: 10 * CENT, per: 1 }, usage: 'content', sizes: [5, 3], says: '3 items within the peak of 5 items = $0.00' },
];

test.each(rows)('the working in words: $name', ({ price, usage = 'voice', included, sizes, says }) => {
  const rule = ruleOf('calls', price, { usage, ...(included ? { allowance: 'a' } : {}) });
  const catalog = catalogOf([offerOf('plan', [rule], included ? { allowances: [{ code: 'a', label: 'A', usage, units: included }] } : {})]);
  const events = sizes.map((units, index) => eventOf(`2026-11-1${index}T18:00:00Z`, units, { usage }));
  const last = rateCycle(compileCatalog(catalog), { zone: ZONE, products: [productOf('plan')], events }).rated.at(-1);
  if (!last) throw new Error('not rated');
  expect(explainEvent(catalog, last.trace, last.event.units, last.micros)).toBe(says);
});

test('a price that earlier bills changed says so', () => {
  const catalog = catalogOf([offerOf('plan', [ruleOf('calls', perMinute)])]);
  const trace = { offer: 'plan', rule: 'calls', version: 'v1', zone: null, band: null, rounded: 60, charged: 60, countedBefore: 0, model: 'perUnit' as const };
  expect(explainEvent(catalog, trace, 60, 5 * CENT)).toBe('1 min at $0.15 per min = $0.15; $0.05 after what earlier bills of the cycle have taken');
  expect(() => explainEvent(catalog, { ...trace, version: 'v9' }, 60, 0)).toThrow('version v9');
});
