import { addDays, cycleOf } from '../../src/contract/dates.ts';
import type { DraftBill } from '../../src/contract/bill.ts';
import { chargedThroughOf } from '../../src/main/billing/domain/charged-through.ts';
import type { BillInput } from '../../src/main/billing/domain/draft-bill.ts';
import { billOf, catalogOf, held, offer, price, recurring, service, usageOf } from './billing-kit.ts';

/** The customer of the mock-ups: fibre, two mobiles and a home phone, billed on the 5th. */
const fee = recurring('reg-fee', 'Regulatory recovery fee', 125, { category: 'fee', tax: null, prorated: false });
const blocks = { code: 'extra-data', label: 'Extra data', usage: 'data' as const, tax: 'sales', versions: price({ kind: 'package' as const, size: 1_000_000, price: 1_000_000_000 }) };

export const elenaCatalog = catalogOf([
  offer('fiber-500', { recurring: [recurring('fiber-500', 'Fiber 500', 6900)] }),
  offer('fiber-1000', { recurring: [recurring('fiber-1000', 'Fiber 1000', 8900)] }),
  offer('mesh', { kind: 'addon', recurring: [recurring('mesh', 'Mesh Wi-Fi', 400, { category: 'addon' })] }),
  offer('bundle', { kind: 'discount', recurring: [recurring('bundle', 'Bundle discount', -1000, { category: 'discount' })] }),
  offer('welcome', { kind: 'discount', recurring: [recurring('welcome', 'Welcome offer, 12 months', -1500, { category: 'discount' })] }),
  offer('unlimited', { service: 'mobile', recurring: [recurring('unlimited', 'Unlimited Plus', 5500), fee] }),
  offer('protection', { service: 'mobile', kind: 'addon', recurring: [recurring('protection', 'Device protection', 799, { category: 'addon' })] }),
  offer('share-10', { service: 'mobile', recurring: [recurring('share-10', 'Share 10 GB', 3500), fee], usage: [blocks] }),
  offer('phone', { service: 'phone', recurring: [recurring('phone', 'Home phone', 1500), fee] }),
]);

export const elenaServices = [
  service(1, 'fibre', 'Fiber 1000', 'FTTH-77120'), service(2, 'mobile', 'Unlimited Plus', '(206) 555-0142'), service(3, 'mobile', 'Share 10 GB', '(206) 555-0187'), service(4, 'phone', 'Home phone', '(206) 555-0119'),
];

const switched = '2026-10-21';
const products = (known: boolean) => [
  held(1, 'fiber-500', '2025-03-05', { to: known ? switched : null }), ...(known ? [held(2, 'fiber-1000', switched)] : []),
  held(3, 'mesh', '2025-03-05', { quantity: 2 }), held(4, 'bundle', '2025-03-05'), held(5, 'welcome', '2025-11-05', { to: '2026-11-05' }),
  held(6, 'unlimited', '2025-03-05', { serviceId: 2 }), held(7, 'protection', '2025-03-05', { serviceId: 2 }), held(8, 'share-10', '2025-03-05', { serviceId: 3 }), held(9, 'phone', '2025-03-05', { serviceId: 4 }),
];

const MEGABYTE = 1000;
const CENT = 1_000_000;
const minutes = (start: string, count: number, cents: number) => [start, count * 60, count * cents * CENT] as const;
const megabytes = (start: string, count: number) => [start, count * MEGABYTE, count * 5 * CENT] as const;

function extraData(gigabytes: number, start: string) {
  const block = 1_000_000_000;
  return usageOf(3, 'extra-data', 'Extra data', 'data', [[start, (10 + gigabytes) * 1_000_000, gigabytes * block]], { offer: 'share-10', freeUnits: 10_000_000, chargedUnits: gigabytes * 1_000_000 });
}

/** National calls: 3 cents a minute and a rest that makes the cents of the mock-up. */
const national = (start: string, count: number, cents: number) => usageOf(4, 'national', 'National calls', 'voice', [[start, count * 60, cents * CENT]]);

const usageByBill: Readonly<Record<string, BillInput['usage']>> = {
  '2026-09-05': [usageOf(2, 'italy', 'Calls to Italy', 'voice', [['2026-08-12T02:00:00.000Z', 300, 0]], { chargedUnits: 0, freeUnits: 300 }), extraData(0, '2026-08-20T02:00:00.000Z'), national('2026-08-08T02:00:00.000Z', 71, 214)],
  '2026-10-05': [usageOf(2, 'italy', 'Calls to Italy', 'voice', [minutes('2026-09-12T02:00:00.000Z', 8, 15)]), extraData(1, '2026-09-20T02:00:00.000Z'), national('2026-09-08T02:00:00.000Z', 100, 302)],
  '2026-11-05': [
    usageOf(2, 'roaming-data', 'Roaming data, Mexico', 'data', [
      megabytes('2026-10-18T21:22:00.000Z', 96), megabytes('2026-10-19T16:05:00.000Z', 184), megabytes('2026-10-20T18:48:00.000Z', 212),
      megabytes('2026-10-21T15:31:00.000Z', 148), megabytes('2026-10-22T23:10:00.000Z', 131), megabytes('2026-10-23T14:54:00.000Z', 81),
    ]),
    usageOf(2, 'italy', 'Calls to Italy', 'voice', [
      minutes('2026-10-08T02:02:00.000Z', 22, 15), minutes('2026-10-13T01:40:00.000Z', 18, 15), minutes('2026-10-17T03:15:00.000Z', 14, 15), minutes('2026-10-27T02:33:00.000Z', 9, 15), minutes('2026-11-03T02:58:00.000Z', 16, 15),
    ]),
    usageOf(2, 'download', 'Premium download, Arcadia Play', 'content', [['2026-10-25T02:14:00.000Z', 1, 2499 * CENT]]), extraData(2, '2026-10-20T02:00:00.000Z'), national('2026-10-08T02:00:00.000Z', 62, 187),
  ],
};

/** September to November as the engine makes them, each from the lines of those before. */
export function elenaBills(): readonly [DraftBill, DraftBill, DraftBill] {
  const lines: DraftBill['lines'][number][] = [];
  const bills = ['2026-09-05', '2026-10-05', '2026-11-05'].map((billDay) => {
    const november = billDay === '2026-11-05';
    const bill = billOf({
      catalog: elenaCatalog, billDay, period: cycleOf(addDays(billDay, -1), 5), products: products(november), chargedThrough: chargedThroughOf(lines), since: '2026-09-05',
      usage: usageByBill[billDay] ?? [], unpaid: november ? [{ billId: 7, number: '2610-04377', dueDay: '2026-10-26', openAtDue: 7837 }] : [],
    });
    lines.push(...bill.lines);
    return bill;
  });
  const [september, october, november] = bills;
  if (!september || !october || !november) throw new Error('Three bills were made');
  return [september, october, november];
}
