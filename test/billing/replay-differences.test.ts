import { describe, expect, it } from 'vitest';
import { type ReplayedBill, replayDifferences, type ReplayedLine } from '../../src/main/billing/domain/replay-differences.ts';

const event = (usageId: number, micros: number, version = 'v1') => ({ usageId, key: `call-${usageId}`, micros, amount: micros / 1_000_000, trace: { offer: 'talk', rule: 'talk.voice', version, zone: 'Italy', band: null, rounded: 60, charged: 60, countedBefore: 0, model: 'perUnit' as const } });
const line = (more: Partial<ReplayedLine> = {}): ReplayedLine => ({ serviceId: 1, productId: 2, offer: 'talk', charge: 'talk.voice', version: 'v1', part: '', label: 'Calls', category: 'usage', period: { from: '2026-10-01', to: '2026-11-01' }, units: 120, unit: 'second', amount: 5, tax: 1, included: 0, taxCode: 'state', trace: { kind: 'usage', events: 2, freeUnits: 0, chargedUnits: 120, micros: 5_000_000 }, events: [event(1, 2_000_000), event(2, 3_000_000)], ...more });
const state = { code: 'state', label: 'State tax', jurisdiction: 'WA', version: 't1', rate: 100_000, base: 5, amount: 1, included: 0, note: null, shares: [{ line: 0, base: 5, tax: 1, included: 0 }] };
const bill = (more: Partial<ReplayedBill> = {}): ReplayedBill => ({ currency: 'USD', billDay: '2026-11-01', dueDay: '2026-11-22', period: { from: '2026-10-01', to: '2026-11-01' }, charges: 5, tax: 1, total: 6, lines: [line()], taxes: [state], ...more });

describe('what differs between a bill and itself made again', () => {
  it('is nothing where all is equal, in whatever order its members were kept, absent or null', () => {
    const kept = JSON.parse(JSON.stringify(bill()), (_, part: unknown) => (part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).reverse()) : part)) as ReplayedBill;
    expect(replayDifferences(kept, bill())).toEqual([]);
  });

  it('names each event with its old and new rule and price, beside its line and the total', () => {
    const made = bill({ charges: 7, total: 8, lines: [line({ version: 'v2', amount: 7, events: [event(1, 2_000_000), event(2, 5_000_000, 'v2')] })] });
    expect(replayDifferences(bill(), made)).toEqual([
      { record: 'bill', name: 'The bill', fields: ['charges', 'total'], issued: { rule: 'total', amount: 6, unit: 'minor' }, made: { rule: 'total', amount: 8, unit: 'minor' } },
      { record: 'line', name: 'Calls', fields: ['version', 'amount'], issued: { rule: 'talk.voice v1', amount: 5, unit: 'minor' }, made: { rule: 'talk.voice v2', amount: 7, unit: 'minor' } },
      { record: 'event', name: 'call-2', fields: ['micros', 'amount', 'trace'], issued: { rule: 'talk.voice v1 Italy', amount: 3_000_000, unit: 'micros' }, made: { rule: 'talk.voice v2 Italy', amount: 5_000_000, unit: 'micros' } },
    ]);
  });

  it('has one side where a record is only on the other', () => {
    const other = line({ serviceId: 2, events: [] });
    expect(replayDifferences(bill({ lines: [line(), other] }), bill())).toMatchObject([{ record: 'line', name: 'Calls', issued: { amount: 5 }, made: null }]);
    expect(replayDifferences(bill(), bill({ lines: [line({ events: [event(1, 2_000_000), event(2, 3_000_000), event(3, 0)] })] }))).toMatchObject([{ record: 'event', name: 'call-3', issued: null, made: { amount: 0 } }]);
    expect(replayDifferences(bill({ taxes: [] }), bill())).toMatchObject([{ record: 'tax', name: 'State tax, WA', issued: null, made: { rule: 'state t1', amount: 1 } }]);
  });

  it('sees a share, a trace, a label and the order of lines', () => {
    expect(replayDifferences(bill(), bill({ taxes: [{ ...state, shares: [{ line: 1, base: 5, tax: 1, included: 0 }] }] }))).toMatchObject([{ record: 'tax', fields: ['shares'] }]);
    expect(replayDifferences(bill(), bill({ lines: [line({ label: 'Call' })] }))).toMatchObject([{ record: 'line', fields: ['label'] }]);
    const two = [line({ events: [] }), line({ serviceId: 2, events: [] })];
    expect(replayDifferences(bill({ lines: two }), bill({ lines: [...two].reverse() }))).toMatchObject([{ record: 'bill', fields: ['order'] }]);
  });

  it('pairs equal charges one by one: two alike and one of another amount', () => {
    const alike = [line({ amount: 5, events: [] }), line({ amount: 5, events: [] })];
    expect(replayDifferences(bill({ lines: alike }), bill({ lines: [line({ amount: 6, events: [] }), line({ amount: 5, events: [] })] }))).toMatchObject([{ record: 'line', fields: ['amount'], issued: { amount: 5 }, made: { amount: 6 } }]);
  });
});
