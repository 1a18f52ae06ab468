import { expect, it } from 'vitest';
import { lateBillIdOf, lateFees } from '../../src/main/billing/domain/late-fee.ts';
import { catalogOf, price } from './billing-kit.ts';

const catalog = catalogOf([]);
const bill = (billId: number, dueDay: string, openAtDue: number) => ({ billId, number: `2610-0000${billId}`, dueDay, openAtDue });
const none = new Set<number>();

it('a late fee is charged once for each bill that was open after its due day', () => {
  const unpaid = [bill(1, '2026-10-26', 7837), bill(2, '2026-10-26', 0), bill(3, '2026-11-05', 500), bill(4, '2026-09-26', 100)];
  const lines = lateFees({ catalog, unpaid, lateFeesCharged: new Set([4]), billDay: '2026-11-05' });
  expect(lines.map((line) => [lateBillIdOf(line), line.amount, line.period.from, line.serviceId])).toEqual([[1, 750, '2026-10-27', null]]);
  expect(lateFees({ catalog, unpaid, lateFeesCharged: new Set([1, 4]), billDay: '2026-12-05' }).map(lateBillIdOf)).toEqual([3]);
});

it('may be a percent of what is overdue, with the price as the least', () => {
  const percent = { ...catalog, lateFee: catalog.lateFee && { ...catalog.lateFee, percent: price(150, [['2026-10-20', 200]]) } };
  const lines = lateFees({ catalog: percent, unpaid: [bill(1, '2026-10-26', 78_375), bill(2, '2026-10-26', 7837), bill(3, '2026-10-10', 100_000)], lateFeesCharged: none, billDay: '2026-11-05' });
  expect(lines.map((line) => [line.amount, line.trace.kind === 'oneTime' && line.trace.cause])).toEqual([
    [1568, 'Bill 2610-00001 was due 26 Oct 2026, 2% of $783.75'], [750, 'Bill 2610-00002 was due 26 Oct 2026, 2% of $78.37, the least fee'], [1500, 'Bill 2610-00003 was due 10 Oct 2026, 1.5% of $1,000.00'],
  ]);
});

it('an operator without a late fee charges none', () => {
  expect(lateFees({ catalog: { ...catalog, lateFee: undefined }, unpaid: [bill(1, '2026-10-26', 1)], lateFeesCharged: none, billDay: '2026-11-05' })).toEqual([]);
});
