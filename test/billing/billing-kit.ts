import type { z } from 'zod';
import { Catalog } from '../../src/contract/catalog.ts';
import type { BilledService, BillLine, DraftBill, RatedEvent } from '../../src/contract/bill.ts';
import type { UsageKind } from '../../src/contract/catalog.ts';
import { minorOfMicros, splitByLargestRemainder } from '../../src/contract/money.ts';
import { monthlyOn } from '../../src/contract/cycles.ts';
import { monthName } from '../../src/contract/dates.ts';
import type { ExplainedBill } from '../../src/main/billing/domain/explained-bill.ts';
import type { HeldProduct } from '../../src/main/billing/domain/held-product.ts';
import type { UsageCharge } from '../../src/main/billing/domain/usage-charge.ts';
import { draftBill, type BillInput } from '../../src/main/billing/domain/draft-bill.ts';

export const propertyRuns = Number(process.env.CARELINE_PROPERTY_RUNS ?? 300);
export const ZONE = 'America/Los_Angeles';

type CatalogInput = z.input<typeof Catalog>;
type OfferInput = CatalogInput['offers'][number];
type RecurringInput = NonNullable<OfferInput['recurring']>[number];

export const price = <T>(amount: T, more: ReadonlyArray<readonly [string, T]> = []) => [
  { version: 'v1', from: '2020-01-01', price: amount }, ...more.map(([from, later], index) => ({ version: `v${index + 2}`, from, price: later })),
];

export function recurring(code: string, label: string, amount: number, more: Partial<RecurringInput> = {}): RecurringInput {
  return { code, label, timing: 'advance', category: 'plan', tax: 'sales', versions: price(amount), ...more };
}

export function offer(code: string, more: Partial<OfferInput> = {}): OfferInput {
  return { code, label: code, kind: 'plan', service: 'fibre', ...more };
}

export function catalogOf(offers: OfferInput[], more: Partial<CatalogInput> = {}) {
  return Catalog.parse({
    name: 'Test', currency: 'USD', zone: ZONE, zones: [], bands: [], dueDays: 21, offers,
    taxes: [{ code: 'sales', label: 'Sales tax', jurisdiction: 'WA', versions: price(86_000) }, { code: 'city', label: 'City tax', jurisdiction: 'Seattle', versions: price(23_500) }],
    lateFee: { code: 'late-fee', label: 'Late payment fee', tax: null, versions: price(750) }, ...more,
  });
}

export function held(productId: number, code: string, from: string, more: Partial<HeldProduct> = {}): HeldProduct {
  return { productId, serviceId: 1, offer: code, from, to: null, quantity: 1, ...more };
}

let lastUsage = 0;
/** A usage line of events: [start, units, micros each]. */
export function usageOf(serviceId: number, charge: string, label: string, usage: UsageKind, events: ReadonlyArray<readonly [string, number, number]>, more: Partial<UsageCharge> = {}): UsageCharge {
  const micros = events.reduce((sum, [, , each]) => sum + each, 0);
  const units = events.reduce((sum, [, size]) => sum + size, 0);
  const shares = splitByLargestRemainder(minorOfMicros(micros), events.map(([, , each]) => each));
  const rated = events.map(([start, size, each], index): RatedEvent => {
    lastUsage += 1;
    return {
      usageId: lastUsage, key: `k${lastUsage}`, start, usage, units: size, destination: '', visited: null, micros: each, amount: shares[index] ?? 0,
      trace: { offer: 'plan', rule: charge, version: 'v1', zone: null, band: null, rounded: size, charged: size, countedBefore: 0, model: 'perUnit' },
    };
  });
  return {
    serviceId, productId: 1, offer: 'plan', charge, label, version: 'v1', part: '', taxCode: 'sales', events: rated, micros, amount: minorOfMicros(micros), units, freeUnits: 0, chargedUnits: units, ...more,
  };
}

export function billOf(input: Partial<BillInput> & Pick<BillInput, 'catalog' | 'billDay' | 'period'>): DraftBill {
  return draftBill({ accountId: 1, cycles: monthlyOn(5), products: [], chargedThrough: new Map(), items: [], usage: [], unpaid: [], lateFeesCharged: new Set(), scope: 'all', ...input });
}

let lastLine = 0;
/** The draft as compare and explain read it. */
export function asRead(draft: DraftBill, label = monthName(draft.billDay)): ExplainedBill {
  return { label, total: draft.total, billDay: draft.billDay, period: draft.period, taxes: draft.taxes, lines: draft.lines.map(({ events, ...line }) => ({ ...line, lineId: (lastLine += 1), eventsCount: events.length })) };
}

export const brief = (line: Pick<BillLine, 'charge' | 'period' | 'amount'>) => `${line.charge} ${line.period.from}..${line.period.to} ${line.amount}`;
export const service = (serviceId: number, kind: BilledService['kind'], label: string, reference: string): BilledService => ({ serviceId, kind, label, reference });
