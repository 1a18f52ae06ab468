import { expect, test } from 'vitest';
import { CENT, eventOf, offerOf, productOf, rate, ruleOf } from './rating-kit.ts';

const price = { kind: 'graduated' as const, per: 1, tiers: [{ upTo: 10, price: CENT }, { upTo: null, price: 0 }] };
const events = [eventOf('2026-11-10T18:00:00Z', 6), eventOf('2026-11-10T19:00:00Z', 6, { destination: '3906' }), eventOf('2026-11-10T20:00:00Z', 6, { serviceId: 2 })];
const products = [productOf('plan'), productOf('plan', { productId: 2, serviceId: 2 })];

test.each([
  { name: 'two rules count on their own', more: {}, expect: [6, 6, 6] },
  { name: 'rules of one bundle count together, by service', more: { bundle: 'calls' }, expect: [6, 4, 6] },
  { name: 'a shared plan counts a rule over all services', more: { shared: true }, expect: [6, 6, 4] },
  { name: 'a shared bundle counts all together', more: { shared: true, bundle: 'calls' }, expect: [6, 4, 0] },
])('$name', ({ more, expect: cents }) => {
  const rules = [ruleOf('italy', price, { zones: ['IT'], ...more }), ruleOf('home', price, more)];
  expect(rate([offerOf('plan', rules)], products, events).rated.map(({ micros }) => micros / CENT)).toEqual(cents);
});
