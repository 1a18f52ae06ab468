import { expect, test } from 'vitest';
import { CENT, DOLLAR, eventOf, offerOf, pricesOf, productOf, rate, ruleOf } from './rating-kit.ts';

const perMinute = { kind: 'perUnit' as const, price: 10 * CENT, per: 60, increment: 60 };

test('G-9: a 10-minute call billed as 30 is seen on the event: its minimum raised it', () => {
  const { rated } = rate([offerOf('plan', [ruleOf('calls', { ...perMinute, minimum: 1800 })])], [productOf('plan')], [eventOf('2026-11-10T18:00:00Z', 600)]);
  expect(rated.map(({ micros, trace }) => [micros, trace.rounded, trace.charged, trace.allowance])).toEqual([[3 * DOLLAR, 1800, 1800, undefined]]);
});

test('G-9: with 100 minutes included, minute 31 is free and minute 101 is charged; what charges from minute 31 is seen on the allowance', () => {
  const calls = Array.from({ length: 102 }, (_, index) => eventOf(new Date(Date.UTC(2026, 10, 10, 0, index)).toISOString(), 60));
  const firstCharged = (minutes: number) => {
    const plan = offerOf('plan', [ruleOf('calls', perMinute, { allowance: 'minutes' })], { allowances: [{ code: 'minutes', label: 'Minutes', usage: 'voice', units: minutes * 60 }] });
    const { rated } = rate([plan], [productOf('plan')], calls);
    const index = rated.findIndex((line) => line.micros > 0);
    return [index + 1, rated[index]?.trace.allowance?.before, rated[index]?.trace.allowance?.included];
  };
  expect(firstCharged(100)).toEqual([101, 0, 6000]);
  expect(firstCharged(30)).toEqual([31, 0, 1800]);
});

test('G-14: 1,500 units in blocks of 10 at 1.00 for 100 blocks, then 0.50: each block at its tier is 125.00, all at the tier reached is 75.00', () => {
  const tiers = [{ upTo: 1000, price: DOLLAR }, { upTo: null, price: DOLLAR / 2 }];
  expect(pricesOf({ kind: 'graduated', per: 10, increment: 10, tiers }, [1500])).toEqual([125 * DOLLAR]);
  expect(pricesOf({ kind: 'volume', per: 10, increment: 10, tiers }, [1500])).toEqual([75 * DOLLAR]);
  expect(pricesOf({ kind: 'graduated', per: 10, increment: 10, tiers }, [1000])).toEqual(pricesOf({ kind: 'volume', per: 10, increment: 10, tiers }, [1000]));
});
