import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DraftBill } from '../../src/contract/bill.ts';
import { creditNote, restOf, type CreditableBill, type CreditNote } from '../../src/main/billing/domain/credit-note.ts';
import { billOf, catalogOf, price, propertyRuns } from './billing-kit.ts';
import { generatedBills } from './generated-bills.ts';

/** The bill as it is stored, with what the notes gave back of it so far. */
function stored(bill: DraftBill, notes: ReadonlyArray<CreditNote> = []): CreditableBill {
  const back = (lineId: number) => 0 - notes.flatMap((note) => note.lines).filter((line) => line.creditOf === lineId).reduce((sum, line) => sum + line.amount, 0);
  return { number: '2611-00001', period: bill.period, taxes: bill.taxes, lines: bill.lines.map(({ events: _events, tax: _tax, included: _included, ...line }, index) => ({ ...line, lineId: index + 1, credited: back(index + 1) })) };
}
const sum = (notes: ReadonlyArray<CreditNote>) => notes.reduce((total, note) => total + note.total, 0);
const to = { billDay: '2026-11-20', cause: 'Missed visit' };

const item = (id: number, amount: number) => ({ id, serviceId: 1, charge: `c${id}`, label: `Charge ${id}`, amount, day: '2026-10-10', taxCode: 'sales', cause: null });
const catalog = catalogOf([], { taxes: [{ code: 'sales', label: 'Sales tax', jurisdiction: 'WA', versions: price(86_000, [['2026-11-01', 91_000]]) }] });
const bill = billOf({ catalog, billDay: '2026-11-05', period: { from: '2026-10-05', to: '2026-11-05' }, items: [item(1, 10_000), item(2, 333)] });

describe('a credit note', () => {
  it('gives back a part of a charge with its tax at the old rate, and says of which bill', () => {
    const note = creditNote(stored(bill), [{ lineId: 1, amount: 5000 }], to);
    expect(note.lines[0]).toMatchObject({ charge: 'c1', amount: -5000, tax: -430, productId: null, trace: { kind: 'credit', bill: '2611-00001', lineId: 1, of: 10_000, cause: 'Missed visit' } });
    expect(note.taxes).toMatchObject([{ code: 'sales', rate: 86_000, base: -5000, amount: -430 }]);
    expect([note.charges, note.tax, note.total]).toEqual([-5000, -430, -5430]);
  });

  it('refuses more than what is left, a charge of another bill, and nothing', () => {
    const first = creditNote(stored(bill), [{ lineId: 1, amount: 9000 }], to);
    expect(() => creditNote(stored(bill, [first]), [{ lineId: 1, amount: 1001 }], to)).toThrow("is 10000, of which 9000 went back already: 1001 can't be credited");
    expect(() => creditNote(stored(bill), [{ lineId: 9, amount: 1 }], to)).toThrow('has no line 9');
    for (const amount of [0, -1]) expect(() => creditNote(stored(bill), [{ lineId: 1, amount }], to)).toThrow("can't be credited");
  });

  it('of all that is left, after any other notes, makes the bill nothing to the cent', () => {
    fc.assert(fc.property(generatedBills, fc.nat(7), fc.array(fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 100 })), { maxLength: 4 }), { maxLength: 3 }), (bills, which, drawn) => {
      const made = bills[which];
      if (!made) throw new Error('Eight bills were made');
      const notes: CreditNote[] = [];
      for (const parts of drawn) {
        const open = restOf(stored(made, notes));
        const wanted = new Map(parts.flatMap(([at, percent]) => open.slice(at, at + 1).map((part) => [part.lineId, Math.trunc((part.amount * percent) / 100)] as const)));
        notes.push(creditNote(stored(made, notes), [...wanted].map(([lineId, amount]) => ({ lineId, amount })).filter(({ amount }) => amount !== 0), to));
      }
      notes.push(creditNote(stored(made, notes), restOf(stored(made, notes)), to));
      expect(sum(notes)).toBe(0 - made.total);
      expect(notes.reduce((total, note) => total + note.tax, 0)).toBe(0 - made.tax);
      for (const note of notes) for (const each of note.taxes) expect(each.shares.reduce((total, share) => total + share.tax, 0)).toBe(each.amount);
      expect(restOf(stored(made, notes))).toEqual([]);
    }), { numRuns: Math.min(propertyRuns, 300) });
  }, 300_000);
});
