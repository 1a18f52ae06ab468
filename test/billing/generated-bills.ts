import fc from 'fast-check';
import { billingPeriod, type Cycles, type CycleUnit } from '../../src/contract/cycles.ts';
import { addDays } from '../../src/contract/dates.ts';
import type { DraftBill } from '../../src/contract/bill.ts';
import { chargedThroughOf } from '../../src/main/billing/domain/charged-through.ts';
import type { BillInput } from '../../src/main/billing/domain/draft-bill.ts';
import { billOf, catalogOf, held, offer, price, recurring, service, usageOf } from './billing-kit.ts';

/** A catalog in which everything happens: switches, new prices and rates, percents, fees, arrears. */
export const busyCatalog = catalogOf([
  offer('small', { recurring: [recurring('plan', 'Small', 2999), recurring('fee', 'Line fee', 125, { category: 'fee', tax: null, prorated: false })] }),
  offer('large', { recurring: [recurring('plan', 'Large', 5999, { versions: price(5999, [['2026-04-10', 6499]]) })], activation: [{ code: 'setup', label: 'Set-up', tax: 'city', versions: price(4900) }] }),
  offer('box', { kind: 'addon', taxIncluded: true, recurring: [recurring('box', 'TV box', 499, { category: 'addon', tax: 'city', timing: 'arrears' })] }),
  offer('cover', { kind: 'addon', recurring: [recurring('cover', 'Cover', 799, { category: 'addon' })] }),
  offer('welcome', { kind: 'discount', recurring: [recurring('welcome', 'Welcome offer, 12 months', -1000, { category: 'discount' })] }),
  offer('backup', { kind: 'addon', recurring: [recurring('backup', 'Backup', 5988, { category: 'addon', per: 'year' })] }),
  offer('spell', { kind: 'discount', recurring: [recurring('spell', 'Spring offer', -250, { category: 'discount', cycles: 2 })], amountOff: [{ code: 'off', label: 'Two off', tax: 'city', charges: ['plan', 'cover'], cycles: 4, versions: price(233) }] }),
  offer('often', { kind: 'discount', volumeOff: [{ code: 'often', label: 'Volume discount', tax: 'sales', measure: 'charges', over: 'account', versions: price([{ from: 500, rate: 500 }, { from: 2000, rate: 1250 }]) }] }),
  offer('least', { kind: 'addon', commitments: [{ code: 'least', label: 'Minimum of calls', tax: 'city', counts: 'usage', versions: price(2500) }, { code: 'spend', label: 'Minimum spend', tax: null, counts: 'all', versions: price(7500) }] }),
  offer('loyal', { kind: 'discount', percentOff: [{ code: 'loyal', label: 'Loyalty', tax: 'sales', versions: price(1250) }] }),
], { taxes: [
  { code: 'sales', label: 'Sales tax', jurisdiction: 'WA', versions: price(86_000, [['2026-05-01', 91_250]]) }, { code: 'city', label: 'City tax', jurisdiction: 'Seattle', rateOf: 'billDay', versions: price(23_500, [['2026-06-01', 19_000]]) },
  { code: 'levy', label: 'Levy', jurisdiction: 'King County', of: ['city'], order: 1, compound: true, places: ['WA/Seattle'], versions: price(50_000) },
  { code: 'fund', label: 'Service fund', jurisdiction: 'US', of: ['sales'], classes: ['business'], reverseCharge: 'You owe the fund yourself', versions: price(11_000, [['2026-04-15', 12_345]]) },
] });

export const busyServices = [service(1, 'fibre', 'Fiber', 'FTTH-1'), service(2, 'mobile', 'Mobile', '(206) 555-0142'), service(3, 'mobile', 'Second mobile', '(206) 555-0187')];

const START = '2026-01-10';
const day = fc.integer({ min: 0, max: 200 }).map((offset) => addDays(START, offset));
const product = fc.record({ offer: fc.constantFrom('small', 'large', 'box', 'cover', 'welcome', 'loyal', 'backup', 'spell', 'often', 'least'), serviceId: fc.constantFrom<number | null>(1, 1, 2, 3), from: day, length: fc.option(fc.integer({ min: 0, max: 120 })), late: fc.nat(50), quantity: fc.constantFrom(1, 1, 2) });
const used = fc.record({ serviceId: fc.integer({ min: 1, max: 3 }), charge: fc.constantFrom('calls', 'data', 'roaming', 'download'), version: fc.constantFrom('v1', 'v2'), month: fc.nat(7), events: fc.array(fc.tuple(fc.nat(20), fc.nat(5000), fc.nat(900_000_000)), { minLength: 1, maxLength: 5 }), free: fc.constantFrom(0, 0, 1, 2), taxed: fc.boolean() });
const item = fc.record({ serviceId: fc.constantFrom(null, 1, 2), charge: fc.constantFrom('visit', 'credit', 'paper'), amount: fc.integer({ min: -9000, max: 9000 }), day, taxCode: fc.constantFrom(null, 'sales', 'city') });

const kindOf = { calls: 'voice', data: 'data', roaming: 'data', download: 'content' } as const;

const exemption = fc.record({ certificate: fc.constant('EX-1'), taxes: fc.constantFrom(null, ['city'], ['sales', 'fund']), from: day, to: fc.option(day) });
const taxpayer = fc.record({ taxClass: fc.constantFrom('consumer' as const, 'business' as const), hasTaxNumber: fc.boolean(), exemptions: fc.array(exemption, { maxLength: 2 }), place: fc.constantFrom('WA/Seattle', 'WA/Spokane'), places: fc.constant(new Map([[2, 'WA/Seattle/Ballard']])) });

/** An account and the bills of its first eight months, as the engine makes them, with a bill now among them. */
export const generatedBills = fc.record({ products: fc.array(product, { minLength: 1, maxLength: 8 }), usage: fc.array(used, { maxLength: 12 }), items: fc.array(item, { maxLength: 6 }), late: fc.array(fc.nat(7), { maxLength: 3 }), cycleDay: fc.integer({ min: 1, max: 31 }), interim: fc.option(day), unit: fc.constantFrom<CycleUnit>('month', 'month', 'fourWeeks', 'quarter'), deposit: fc.option(fc.nat(6)), taxpayer }).map((drawn): DraftBill[] => {
  const days: string[] = drawn.interim ? [drawn.interim] : [];
  const cycles: Cycles = [{ from: START, first: 'short', cycle: { unit: drawn.unit, day: drawn.cycleDay, anchor: START } }];
  for (let at = billingPeriod(START, cycles).to; days.length < 8; at = billingPeriod(at, cycles).to) if (at !== drawn.interim) days.push(at);
  days.sort();
  const lines: DraftBill['lines'][number][] = [];
  let previous = START;
  return days.map((billDay, month) => {
    const usage: BillInput['usage'] = drawn.usage.filter((one) => one.month === month).map((one, index) => {
      const events = one.events.map(([at, units, micros]) => [`${addDays(billDay, -1 - at)}T12:00:00.000Z`, units, one.free === 1 ? 0 : micros] as const);
      const charge = usageOf(one.serviceId, one.charge, one.charge === 'roaming' ? 'Roaming data, Mexico' : one.charge, kindOf[one.charge], events, { version: one.version, part: String(index), taxCode: one.taxed ? 'sales' : null });
      return one.free === 0 ? charge : { ...charge, freeUnits: charge.units, chargedUnits: one.free === 1 ? 0 : charge.units };
    });
    const bill = billOf({
      catalog: busyCatalog, billDay, taxpayer: drawn.taxpayer, cycles, ...(billDay === drawn.interim ? {} : { closes: { days: { from: previous, to: billDay }, used: [] } }),
      deposits: drawn.deposit === null ? [] : [{ id: 1, amount: 5000, day: billDay, cause: 'New customer', back: false }, { id: 1, amount: 5000, day: billDay, cause: 'A year of bills paid in time', back: true }].filter((one) => month === (drawn.deposit ?? 0) + Number(one.back)), period: { from: previous, to: billDay }, usage, chargedThrough: chargedThroughOf(lines),
      products: drawn.products.map((one, index) => {
        const to = one.length === null ? null : addDays(one.from, one.length);
        return held(index + 1, one.offer, one.from, { serviceId: one.serviceId, quantity: one.quantity, to: to && addDays(to, one.late) <= billDay ? to : null });
      }),
      items: drawn.items.map((one, id) => ({ ...one, id, label: one.charge, cause: null })).filter((one) => one.day >= previous && one.day < billDay),
      unpaid: drawn.late.filter((late) => late === month).map((late) => ({ billId: late, number: `26-${late}`, dueDay: addDays(billDay, -3), openAtDue: 100 })),
    });
    lines.push(...bill.lines);
    previous = billDay;
    return bill;
  });
});
