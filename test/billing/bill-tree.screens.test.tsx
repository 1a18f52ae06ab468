import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CompareRow } from '../../src/contract/billing.ts';
import { amountOf, type BillRow, changeOf, labelOf } from '../../src/renderer/billing/bill-rows.ts';
import { takePlace, usePanel } from '../../src/renderer/app/panel.ts';
import { billTree, firstExpanded } from '../../src/renderer/billing/bill-tree.ts';
import { BillDetail } from '../../src/renderer/billing/BillDetail.tsx';
import { filteredTree } from '../../src/renderer/billing/filter-tree.ts';
import { billId, billWith, customerId, eventWith, lineWith, previousId, show } from './screens-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<(path: ReadonlyArray<string>, input?: unknown) => Promise<unknown>>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));
beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined;
});
beforeEach(() => {
  line.call.mockReset();
});
afterEach(cleanup);

const below = (row: BillRow | undefined) => (row && 'below' in row ? row.below.rows : []);
const sum = (amounts: ReadonlyArray<number | null>) => amounts.reduce((total: number, amount) => total + (amount ?? 0), 0);
const roaming = lineWith({ lineId: 12, label: 'Roaming data, Mexico', category: 'usage', amount: 4260, tax: 366, taxCode: 'sales', events: 3, units: 852_000, unit: 'kilobyte', change: 4260, trace: { kind: 'usage', events: 3, freeUnits: 0, chargedUnits: 852_000, micros: 0 } });
const lines = [
  lineWith({ lineId: 10, serviceId: 1, label: 'Fiber 1000', amount: 8900, tax: 765, taxCode: 'sales', change: 2000 }),
  lineWith({ lineId: 11, label: 'Unlimited Plus', amount: 5500, tax: 473, taxCode: 'sales' }),
  roaming,
  lineWith({ lineId: 13, label: 'Regulatory recovery fee', category: 'fee', amount: 125 }),
  lineWith({ lineId: 14, serviceId: null, label: 'Late payment fee', category: 'oneoff', amount: 750, change: 750, trace: { kind: 'oneTime', day: '2026-10-27', cause: null } }),
];
const row = (serviceId: number | null, category: CompareRow['category'], difference: number): CompareRow => ({ serviceId, label: '', reference: '', category, amounts: [], difference });

describe('the tree of a bill', () => {
  const bill = billWith(lines);
  const tree = billTree(bill, null);
  it('has a row for each service in the order of the bill, and the account charges last', () => {
    expect(tree.map(labelOf)).toEqual(['Fiber 1000', 'Mobile', 'Account charges']);
  });
  it('foots: rows sum to their service, services to the bill', () => {
    expect(sum(tree.map(amountOf))).toBe(bill.total);
    for (const service of tree) expect(sum(below(service).map(amountOf))).toBe(amountOf(service));
    const taxes = below(tree[1]).find((one) => one.kind === 'taxes');
    expect(sum(below(taxes).map(amountOf))).toBe(366 + 473 + 125);
  });
  it('keeps fees with the taxes of their service, and not among its charges', () => {
    expect(below(tree[1]).map(labelOf)).toEqual(['Unlimited Plus', 'Roaming data, Mexico', 'Taxes and fees']);
  });
  it('shows what only the bill before had, so that changes foot to the service', () => {
    const before = [{ serviceId: 1, total: 9665 - 2100 }, { serviceId: 2, total: 10_724 - 3000 }, { serviceId: 9, total: 400 }];
    const changes = [row(1, null, 2100), row(1, 'tax', 100), row(2, null, 3000), row(2, 'tax', 300), row(null, null, 750), row(9, null, -400)];
    const compared = billTree(billWith(lines, { previousId, previousTotal: 1, previousServices: before }), changes);
    expect(compared.map(changeOf)).toEqual([2100, 3000, 750, -400]);
    for (const service of compared.filter((one) => one.kind === 'service')) expect(sum(below(service).map(changeOf))).toBe(changeOf(service));
    expect(below(compared[1]).find((one) => one.kind === 'gone')).toMatchObject({ change: 3000 - 4260 - 300 });
  });
  it('puts the services of a child under its name, on the bill of the parent that pays', () => {
    const services = [{ serviceId: 1, kind: 'fibre', label: 'Fiber', reference: '', customer: null }, { serviceId: 2, kind: 'mobile', label: 'Mobile', reference: '', customer: 'Northgate clinic' }] as const;
    const parent = billTree(billWith([lineWith({ lineId: 1, serviceId: 1 }), lineWith({ lineId: 2, serviceId: 2, customerId: 40, amount: 700 }), lineWith({ lineId: 3, serviceId: null, customerId: 40, amount: 50 })], { services }), null);
    expect(parent.map((one) => [one.kind, labelOf(one), amountOf(one)])).toEqual([['service', 'Fiber', 5500], ['customer', 'Northgate clinic', 750]]);
    expect(below(parent[1]).map(labelOf)).toEqual(['Mobile', 'Account charges']);
  });
  it('opens the service that changed most', () => {
    expect([...firstExpanded(tree)]).toEqual(['s2']);
  });
  it('narrowed by a text keeps what matches, with its service, and charges whose events match', () => {
    expect(filteredTree(tree, 'late', () => false).map(labelOf)).toEqual(['Account charges']);
    const found = filteredTree(tree, 'movilsur', (id) => id === 12);
    expect([found.map(labelOf), below(found[0]).map(labelOf)]).toEqual([['Mobile'], ['Roaming data, Mexico']]);
    expect(filteredTree(tree, '0142', () => false).map(labelOf)).toEqual(['Mobile']);
  });
});

describe('a bill on the screen', () => {
  const detail = (part: Parameters<typeof billWith>[1] = {}) => (
    <BillDetail customerId={customerId} choice={billId} bill={billWith(lines, part)} payer={null} facts={null} updating={false} onCompare={null} onBillNow={null} billNowLocked={null} />
  );
  /** The right panel, as far as a selection needs it. */
  function Panel() {
    const selection = usePanel((state) => state.selection);
    return selection && <aside aria-label={selection.title}><div ref={takePlace} /></aside>;
  }
  const grid = () => screen.getByRole('treegrid', { name: 'Charges' });
  const press = (...keys: ReadonlyArray<string>) => keys.forEach((key) => fireEvent.keyDown(grid(), { key }));
  const shown = () => screen.getAllByRole('row').slice(1).map((one) => one.querySelector('[role="gridcell"]')?.textContent);
  const answering = (pages: ReadonlyArray<unknown>) => {
    let at = 0;
    line.call.mockImplementation(async (path: ReadonlyArray<string>) => (path.join('.') === 'billing.events' ? pages[at++] : path.join('.') === 'billing.eventWorking' ? { steps: ['96 MB at $0.05 per MB = $4.80'], version: 'v1', rule: 'Roaming' } : new Promise(() => undefined)));
  };
  const next = { start: '2026-10-18T21:22:00.000Z', usageId: 2 };
  const twoPages = [{ total: 3, rows: [eventWith(1), eventWith(2)], next }, { total: 3, rows: [eventWith(3, { amount: 405 })], next: null }];

  it('opens a charge to its events with Right and loads the next page by itself', async () => {
    answering(twoPages);
    show(detail());
    press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight');
    await waitFor(() => expect(shown().filter((text) => text?.startsWith('18 Oct 2026')).length).toBe(3));
    const asked = line.call.mock.calls.filter(([path]) => path[1] === 'events').map(([, input]) => input);
    expect(asked).toEqual([{ customerId, bill: billId, lineId: 12, after: null }, { customerId, bill: billId, lineId: 12, after: next }]);
    expect(grid().getAttribute('aria-rowcount')).toBe(String(1 + shown().length - 1));
  });
  it('explains the selected event in its own words', async () => {
    answering(twoPages);
    show(<>{detail()}<Panel /></>);
    press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight');
    await waitFor(() => expect(shown().filter((text) => text?.startsWith('18 Oct')).length).toBe(3));
    press('ArrowDown');
    expect(await screen.findByText('96 MB at $0.05 per MB = $4.80')).toBeTruthy();
    expect(screen.getByRole('complementary', { name: 'Selected event' }).textContent).toContain('Movilsur, MX');
  });
  it('says so where events do not load, and tries again', async () => {
    line.call.mockRejectedValueOnce(Object.assign(new Error('The database does not answer.'), { code: 'UNAVAILABLE' })).mockResolvedValue({ total: 1, rows: [eventWith(1)], next: null });
    show(detail());
    press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight');
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(shown().some((text) => text?.startsWith('18 Oct'))).toBe(true));
  });
  it('finds an event by its text through the call, and opens the way to it', async () => {
    line.call.mockImplementation(async (_, input) => {
      const found = (input as { readonly text?: string }).text === 'movil';
      return { total: found ? 1 : 0, rows: found ? [eventWith(1)] : [], next: null };
    });
    show(detail());
    fireEvent.change(screen.getByLabelText('Filter charges and events'), { target: { value: 'movil' } });
    await waitFor(() => expect(shown()).toEqual(['Mobile (206) 555-0142', 'Roaming data, Mexico', '18 Oct 2026, 14:22', 'Bill total']));
  });
  it('says when nothing matches, with a way back', async () => {
    line.call.mockResolvedValue({ total: 0, rows: [], next: null });
    show(detail());
    fireEvent.change(screen.getByLabelText('Filter charges and events'), { target: { value: 'zzz' } });
    expect(await screen.findByText('Nothing matches “zzz”')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show all charges' }));
    await waitFor(() => expect(shown().length).toBeGreaterThan(3));
  });
  it('asks the bill before how the taxes changed', async () => {
    line.call.mockResolvedValue({ columns: [], rows: [row(2, null, 8497), row(2, 'tax', 673)], totals: [], difference: 0, explanation: null, oneTime: 0, everyMonth: 0, taxes: 0, nextBill: null, currency: 'USD' });
    show(detail({ previousId, previousTotal: 100, previousServices: [{ serviceId: 2, total: 10_724 - 8497 }] }));
    expect(screen.getAllByText('+84.97').length).toBe(1);
    expect((await screen.findAllByText('+6.73')).length).toBe(1);
    expect(line.call.mock.calls[0]?.[1]).toEqual({ customerId, bills: [previousId, billId] });
  });
});
