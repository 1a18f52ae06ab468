import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SameCause } from '../../src/contract/billing.ts';
import type { BulkCredit, BulkCreditItem } from '../../src/contract/bulk-credits.ts';
import type { Role } from '../../src/contract/procedure.ts';
import { setCase } from '../../src/renderer/app/cases.ts';
import { commandsNow } from '../../src/renderer/app/commands.ts';
import { usePanel } from '../../src/renderer/app/panel.ts';
import type { PlaceParams } from '../../src/renderer/app/places.ts';
import { openCustomer, useTabs } from '../../src/renderer/app/tabs.ts';
import { BillDetail } from '../../src/renderer/billing/BillDetail.tsx';
import { causeAsked, causeStart } from '../../src/renderer/billing/same-cause-words.ts';
import { SameCauseView } from '../../src/renderer/billing/SameCauseView.tsx';
import { CareFailure } from '../../src/renderer/platform/failure.ts';
import { billId, billWith, caseAt, customerId, eventWith, lineWith, show } from './screens-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<(path: ReadonlyArray<string>, input?: unknown) => Promise<unknown>>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));
beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined;
});
beforeEach(() => {
  line.call.mockReset();
  setCase(caseAt(2));
  usePanel.setState({ open: false });
});
afterEach(cleanup);

const mexico: SameCause = {
  cause: { by: 'tariff', label: 'Roaming data, Mexico', version: 'v2', importId: null, from: null, to: null },
  totals: [{ currency: 'USD', bills: 212, accounts: 208, charges: 212, events: 3120, amount: 412_050, credit: 410_000 }],
  rows: [
    { bill: '2611-04821', account: '8810482291', billDay: '2026-11-05', currency: 'USD', lineId: 7, label: 'Roaming data, Mexico', events: 6, amount: 4260, credit: 4260 },
    { bill: '2611-04822', account: '8810482292', billDay: '2026-11-05', currency: 'USD', lineId: 8, label: 'Roaming data, Mexico', events: 9, amount: 2050, credit: 0 },
  ],
};
const order = (part: Partial<BulkCredit> = {}): BulkCredit => ({
  id: 3, state: 'shown', askedAt: '2026-11-18T18:00:00.000Z', askedBy: 'marcus.reyes', lineId: 7, cause: mexico.cause, reason: null, orderedBy: null, cancelledBy: null, doneAt: null, bills: 211, worked: 211, credited: 0, failed: 0,
  totals: [{ currency: 'USD', bills: 211, accounts: 207, charges: 410_000, tax: 35_260, total: 445_260 }], ...part,
});
const items: ReadonlyArray<BulkCreditItem> = [
  { bill: '2611-04830', account: '8810482300', currency: 'USD', state: 'failed', charges: null, tax: null, total: null, note: null, failure: 'Too little is left of bill 2611-04830: another credit note gave a part of it back.' },
  { bill: '2611-04821', account: '8810482291', currency: 'USD', state: 'shown', charges: 4260, tax: 366, total: 4626, note: null, failure: null },
];
const sent = (path: string) => line.call.mock.calls.filter(([called]) => called.join('.') === path).map(([, input]) => input);
function answer(answers: Readonly<Record<string, unknown>>): void {
  line.call.mockImplementation(async (path) => {
    const given = answers[path.join('.')];
    const value = typeof given === 'function' ? (given as () => unknown)() : given;
    if (value instanceof Error) throw value;
    return value === undefined ? new Promise(() => undefined) : value;
  });
}
function view(answers: Readonly<Record<string, unknown>>, role: Role = 'supervisor', params: PlaceParams = { line: 7, by: 'tariff' }): void {
  answer({ 'outages.ofCharge': [], 'billing.sameCause': mexico, 'bulkCredits.orders': [], 'bulkCredits.items': items, ...answers });
  show(<SameCauseView customerId={customerId} params={params} />, role);
}

describe('who else is hit by a charge', () => {
  it('can be the outage that hit the service: it is offered, looked by, and kept in the place', async () => {
    const cut = { id: 4, label: 'Cable cut', place: 'WA/Seattle', service: 'fibre', began: '2026-11-03T22:00:00.000Z', ended: '2026-11-04T22:00:00.000Z', recordedBy: 'priya.natarajan', services: 132 };
    view({ 'outages.ofCharge': [cut] });
    const by = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Cause' });
    expect([...by.options].map(({ text }) => text)).toEqual(['Same tariff version', 'Outage: Cable cut']);
    fireEvent.change(by, { target: { value: 'outage 4' } });
    expect(useTabs.getState().place).toMatchObject({ view: 'same-cause', params: { line: 7, by: 'outage', outage: 4 } });
    expect(causeAsked({ line: 7, by: 'outage', outage: 4 })).toEqual({ lineId: 7, usageId: null, by: 'outage', outageId: 4, from: null, to: null });
    cleanup();
    const hit: SameCause = { ...mexico, cause: { by: 'outage', label: 'Cable cut', version: null, importId: null, outageId: 4, from: null, to: null } };
    view({ 'outages.ofCharge': [cut], 'billing.sameCause': hit }, 'supervisor', { line: 7, by: 'outage', outage: 4 });
    expect(await screen.findByText('Outage: Cable cut', { selector: 'p' })).toBeTruthy();
    expect(sent('billing.sameCause').at(-1)).toEqual({ customerId, lineId: 7, usageId: null, by: 'outage', outageId: 4, from: null, to: null });
  });

  it('is asked from a charge of an issued bill: by the panel, by the menu of its row, by the palette', async () => {
    await openCustomer({ customerId, name: 'Elena Marchetti', segment: 'private' });
    answer({});
    show(<BillDetail customerId={customerId} choice={billId} bill={billWith([lineWith({ lineId: 7, label: 'Roaming data, Mexico' })])} payer={null} facts={null} updating={false} onCompare={null} onBillNow={null} billNowLocked={null} />, 'supervisor');
    const command = () => commandsNow().find(({ id }) => id === 'bills.sameCause')!;
    expect(command().locked?.()).toBe('Select a charge or an event first.');
    const row = screen.getByText('Roaming data, Mexico').closest('[role=row]')!;
    fireEvent.contextMenu(row);
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Who else is hit by this?' }));
    expect(useTabs.getState().place).toEqual({ kind: 'customer', customerId, view: 'same-cause', params: { line: 7, by: 'tariff' } });
    fireEvent.click(screen.getByText('Roaming data, Mexico'));
    await waitFor(() => expect(command().locked?.()).toBeNull());
  });

  it('is not offered to agents, nor from what is not billed yet', () => {
    answer({});
    const detail = (role: Role, unbilled: boolean) => show(<BillDetail customerId={customerId} choice={unbilled ? 'unbilled' : billId} bill={billWith([lineWith({ lineId: unbilled ? -1 : 7 })], unbilled ? { billId: null, number: null } : {})} payer={null} facts={null} updating={false} onCompare={null} onBillNow={null} billNowLocked={null} />, role);
    detail('agent', false);
    expect(commandsNow().some(({ id }) => id === 'bills.sameCause')).toBe(false);
    cleanup();
    detail('supervisor', true);
    expect(commandsNow().some(({ id }) => id === 'bills.sameCause')).toBe(false);
    const charge = lineWith({ lineId: 7 });
    expect(causeStart({ kind: 'event', id: 'e', line: charge, service: null, event: eventWith(90) })).toEqual({ lineId: 7, usageId: 90 });
    expect(causeStart({ kind: 'charge', id: 'c', line: lineWith({ lineId: -1 }), service: null })).toBeNull();
    expect([causeAsked({}), causeAsked({ line: 7, by: 'file' }), causeAsked({ line: 7, usage: 90, by: 'file' })]).toEqual([null, { lineId: 7, usageId: null, by: 'tariff', outageId: null, from: null, to: null }, { lineId: 7, usageId: 90, by: 'file', outageId: null, from: null, to: null }]);
  });

  it('shows bills, accounts, events and sums of all, and the charges', async () => {
    view({});
    expect((await screen.findByLabelText('What is hit')).textContent).toBe('Bills212Accounts208Charges212Events3,120Billed without tax$4,120.50Left to credit$4,100.00');
    expect(screen.getByText('Roaming data, Mexico, tariff version v2')).toBeTruthy();
    const rows = within(screen.getByRole('grid', { name: 'Charges that are hit' })).getAllByRole('row');
    expect(rows[1]?.textContent).toMatch(/^.*2611-048218810482291Roaming data, Mexico6\$42\.60.*\$42\.60/);
    expect(screen.getByText('The newest 2 of 212 charges are listed; sums and credit are of all.')).toBeTruthy();
    expect(sent('billing.sameCause')).toEqual([{ customerId, lineId: 7, usageId: null, by: 'tariff', from: null, to: null }]);
    expect(screen.queryByText('Nobody else is hit')).toBeNull();
    cleanup();
    view({ 'billing.sameCause': { ...mexico, totals: [{ ...mexico.totals[0]!, bills: 1 }], rows: mexico.rows.slice(0, 1) } });
    expect(await screen.findByText('Nobody else is hit')).toBeTruthy();
  });

  it('looks by the file of an event, and says where there is none', async () => {
    view({ 'billing.sameCause': new CareFailure('REFUSED', 'This event came in with no file.', 'K-1') }, 'supervisor', { line: 7, usage: 90, by: 'file' });
    expect(await screen.findByText('No file to look by')).toBeTruthy();
    expect(screen.getByText('This event came in with no file.')).toBeTruthy();
    expect(sent('billing.sameCause')).toEqual([{ customerId, lineId: 7, usageId: 90, by: 'file', from: null, to: null }]);
    fireEvent.click(screen.getByRole('button', { name: 'Look by tariff version' }));
    expect(useTabs.getState().place).toMatchObject({ view: 'same-cause', params: { line: 7, usage: 90, by: 'tariff' } });
  });

  it('looks again at bills of some days, when asked to', async () => {
    view({ 'billing.sameCause': { ...mexico, cause: { ...mexico.cause, from: '2026-10-01' } } }, 'supervisor', { line: 7, by: 'tariff', from: '2026-10-01' });
    expect(await screen.findByText('Roaming data, Mexico, tariff version v2, bills from 1 Oct 2026 on')).toBeTruthy();
    const look = () => screen.getByRole('button', { name: /^Look/ });
    expect(look().getAttribute('aria-disabled')).toBe('true');
    fireEvent.change(screen.getByLabelText('Last bill day'), { target: { value: '2026-09-30' } });
    expect(look().getAttribute('aria-disabled')).toBe('true');
    fireEvent.change(screen.getByLabelText('Last bill day'), { target: { value: '2026-11-30' } });
    expect(sent('billing.sameCause')).toEqual([{ customerId, lineId: 7, usageId: null, by: 'tariff', from: '2026-10-01', to: null }]);
    fireEvent.click(look());
    expect(useTabs.getState().place).toMatchObject({ view: 'same-cause', params: { line: 7, by: 'tariff', from: '2026-10-01', to: '2026-11-30' } });
  });

  it('waits, fails with a way on, asks to verify, and is not for agents', async () => {
    view({ 'billing.sameCause': undefined });
    expect(screen.getByText('Looking over all bills')).toBeTruthy();
    cleanup();
    view({ 'billing.sameCause': new CareFailure('INTERNAL', 'Something went wrong.', 'K-9') });
    expect(await screen.findByText('The search did not come to its end')).toBeTruthy();
    expect(screen.getByRole('button', { name: /try again/i })).toBeTruthy();
    cleanup();
    view({ 'billing.sameCause': new CareFailure('NOT_VERIFIED', 'Verify the caller first.', 'K-2') });
    expect(await screen.findByText('Verify the caller first.')).toBeTruthy();
    cleanup();
    line.call.mockReset();
    view({}, 'agent');
    expect(screen.getByText('For supervisors and auditors')).toBeTruthy();
    expect(line.call).not.toHaveBeenCalled();
    cleanup();
    view({}, 'supervisor', {});
    expect(screen.getByText('No charge chosen')).toBeTruthy();
  });
});

describe('the credit for all of them', () => {
  it('is worked out, shown with its tax, and ordered by a button that carries the sum, with a reason', async () => {
    let orders: ReadonlyArray<BulkCredit> = [order({ id: 2, cause: { ...mexico.cause, version: 'v1' } })];
    view({ 'bulkCredits.orders': () => orders, 'bulkCredits.ask': { id: 3 }, 'bulkCredits.order': { id: 3 } });
    fireEvent.click(await screen.findByRole('button', { name: /^Work out the credit/ }));
    await waitFor(() => expect(sent('bulkCredits.ask')).toEqual([{ customerId, lineId: 7, usageId: null, by: 'tariff', from: null, to: null }]));
    orders = [order({ state: 'asked', worked: 40, totals: [] }), ...orders];
    const bar = await screen.findByRole('progressbar', { name: 'Bulk credit' }, { timeout: 3_000 });
    expect(bar.closest('[role=status]')?.textContent).toBe('Working out the credit notes40 of 211 bills');
    orders = [order(), ...orders.slice(1)];
    expect((await screen.findByLabelText('What goes back', {}, { timeout: 3_000 })).textContent).toBe('Credit notes211Accounts207Net$4,100.00Tax$352.60Goes back in all$4,452.60');
    const commit = screen.getByRole('button', { name: /^Credit \$4,452\.60 on 211 bills/ });
    expect(commit.getAttribute('aria-disabled')).toBe('true');
    fireEvent.change(screen.getByLabelText('Reason, as customers read it'), { target: { value: '  Wrong price ' } });
    expect(sent('bulkCredits.order')).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: /^Credit \$4,452\.60 on 211 bills/ }));
    await waitFor(() => expect(sent('bulkCredits.order')).toEqual([{ id: 3, reason: 'Wrong price' }]));
  });

  it('lists the credit note of each bill, those left out first with the reason', async () => {
    view({ 'bulkCredits.orders': [order({ failed: 1 })] });
    fireEvent.click(await screen.findByRole('radio', { name: 'Credit notes' }));
    const rows = within(await screen.findByRole('grid', { name: 'Credit notes' })).getAllByRole('row').map((row) => row.textContent);
    expect(rows[1]).toContain('Left outToo little is left of bill 2611-04830');
    expect(rows[2]).toMatch(/^2611-048218810482291Worked out\$42\.60.*\$3\.66.*\$46\.26/);
    expect(screen.getByText('1 bill can’t be credited and will be left out. The list of credit notes says why.')).toBeTruthy();
  });

  it('is looked for again when it was issued, and says who issued it', async () => {
    let orders = [order({ state: 'ordered', reason: 'Wrong price', orderedBy: 'marcus.reyes', credited: 12 })];
    let notes = items;
    view({ 'bulkCredits.orders': () => orders, 'bulkCredits.items': () => notes });
    expect((await screen.findByRole('progressbar', { name: 'Bulk credit' })).closest('[role=status]')?.textContent).toBe('Issuing the credit notes12 of 211 bills');
    fireEvent.click(screen.getByRole('radio', { name: 'Credit notes' }));
    expect(await screen.findByText('Worked out')).toBeTruthy();
    expect(sent('billing.sameCause')).toHaveLength(1);
    notes = items.map((item) => ({ ...item, state: 'credited', note: 'C2611-00001', failure: null }));
    orders = [order({ state: 'done', reason: 'Wrong price', orderedBy: 'marcus.reyes', credited: 211 })];
    expect((await screen.findByText('211 credit notes issued', {}, { timeout: 3_000 })).closest('[role=status]')?.textContent).toBe('211 credit notes issued by marcus.reyes: Wrong price');
    await waitFor(() => expect(sent('billing.sameCause')).toHaveLength(2));
    await waitFor(() => expect(screen.queryByText('Worked out')).toBeNull());
  });

  it('can be cancelled, and says what stays', async () => {
    let orders = [order({ state: 'ordered', reason: 'Wrong price', orderedBy: 'marcus.reyes', credited: 12 })];
    view({ 'bulkCredits.orders': () => orders, 'bulkCredits.cancel': { id: 3 } });
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel credit' }));
    const dialog = await screen.findByRole('dialog', { name: 'Cancel what is left of this credit' });
    expect(dialog.textContent).toContain('Credit notes that are issued by now stay.');
    orders = [order({ state: 'cancelled', cancelledBy: 'marcus.reyes', credited: 12 })];
    fireEvent.click(within(dialog).getByRole('button', { name: /^Cancel credit/ }));
    await waitFor(() => expect(sent('bulkCredits.cancel')).toEqual([{ id: 3 }]));
    expect(await screen.findByText('Cancelled by marcus.reyes. 12 credit notes of 211 bills were issued before and stay.', {}, { timeout: 3_000 })).toBeTruthy();
    expect(screen.getByRole('button', { name: /^Work out the rest/ })).toBeTruthy();
  });

  it('is only looked at by an auditor, and refused where nothing is left', async () => {
    view({}, 'auditor');
    expect(await screen.findByText('$4,100.00 is left to credit. A supervisor can credit it.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Work out/ })).toBeNull();
    cleanup();
    view({ 'billing.sameCause': { ...mexico, totals: [{ ...mexico.totals[0]!, credit: 0 }] } });
    expect(await screen.findByText('Nothing is left to credit.')).toBeTruthy();
    cleanup();
    view({ 'bulkCredits.ask': new CareFailure('REFUSED', 'Nothing is left to credit.', 'K-3') });
    fireEvent.click(await screen.findByRole('button', { name: /^Work out the credit/ }));
    expect((await screen.findByRole('alert')).textContent).toBe('Nothing is left to credit.');
  });
});
