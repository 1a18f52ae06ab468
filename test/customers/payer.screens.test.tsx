import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CustomerOverview, Related } from '../../src/contract/customers.ts';
import { CustomerId } from '../../src/contract/ids.ts';
import { setCase } from '../../src/renderer/app/cases.ts';
import { commandsNow, runCommand } from '../../src/renderer/app/commands.ts';
import { startingAt } from '../../src/renderer/app/places.ts';
import { useTabs } from '../../src/renderer/app/tabs.ts';
import { CustomerScreen } from '../../src/renderer/customers/CustomerScreen.tsx';
import { queryClient } from '../../src/renderer/platform/queries.ts';
import { billId, billWith, lineWith, type summaryWith } from '../billing/screens-kit.tsx';
import { caseWith, customerId, type FakeLine, overviewWith, show } from './workspace-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<FakeLine>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));

const payer: Related = { customerId: CustomerId.parse(40), name: 'Ridgeline Dental Group', number: '22600417', segment: 'corporate', role: 'payer' };
const point = { billId, number: '2611-1', billDay: '2026-11-05', dueDay: '2026-11-26', total: 5500, open: 0, disputed: 0, overdue: 0, state: 'paid' } as const;
const words = /Compare|Bill now/;

async function open(view: string, part: Partial<CustomerOverview>, { bills = [], params = {} }: { readonly bills?: ReadonlyArray<ReturnType<typeof summaryWith>>; readonly params?: { readonly bill?: 'unbilled' } } = {}) {
  const overview = overviewWith({ related: [payer], ...part });
  line.call.mockImplementation(async (path, input) => {
    const name = path.join('.');
    if (name === 'customers.overview') return overview;
    if (name === 'customers.draft') return { key: input.key, body: null, savedAt: null };
    if (name === 'customers.openCase') return { ...caseWith([]), customerId: input.customerId };
    if (name === 'billing.bills') return { bills, older: 0, unbilled: { nextBillDay: '2026-12-05', sinceDay: '2026-11-05', usage: 272, lastUsageAt: null, estimate: 5500 } };
    if (name === 'billing.bill') return billWith([lineWith({ lineId: 1 })], { billId: null, number: null, category: 'unbilled' });
    return new Promise(() => undefined);
  });
  show(<CustomerScreen customerId={customerId} view={view} params={params} />);
  await screen.findByRole('heading', { level: 1 });
}
const band = () => within(document.querySelector<HTMLElement>('.cust-id') as HTMLElement);
const offered = () => screen.getAllByRole('button').map((one) => one.textContent ?? '').filter((text) => words.test(text));
const commands = () => commandsNow().map(({ label }) => label);
const front = () => useTabs.getState().place;

beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined;
});
beforeEach(() => {
  queryClient.clear();
  line.call.mockReset();
  useTabs.setState(startingAt('desk'));
  setCase(caseWith(['number', 'pin'], { level: 2 }));
});
afterEach(cleanup);

describe('an account whose bills go to a payer', () => {
  it('offers neither Compare bills nor Bill now, on the screen, in the palette or by key', async () => {
    await open('overview', {});
    expect([offered(), commands().filter((label) => words.test(label)), runCommand('bills.compare'), runCommand('bills.now')]).toEqual([[], [], false, false]);
  });
  it('says where the bills are, and leads to them', async () => {
    await open('overview', {});
    expect(screen.getByText('Bills go to Ridgeline Dental Group')).toBeTruthy();
    fireEvent.click(band().getByRole('button', { name: 'Bills of Ridgeline Dental Group' }));
    await waitFor(() => expect(front()).toMatchObject({ kind: 'customer', customerId: payer.customerId, view: 'billing' }));
    expect(useTabs.getState().tabs.map(({ name, segment }) => [name, segment])).toEqual([['Ridgeline Dental Group', 'corporate']]);
  });
  it('leads to them by the palette too', async () => {
    await open('overview', {});
    expect(runCommand('bills.payer')).toBe(true);
    await waitFor(() => expect(front()).toMatchObject({ customerId: payer.customerId, view: 'billing' }));
  });
  it('says so instead of its bills, and above what is not billed yet', async () => {
    await open('billing', {});
    expect(await within(screen.getByRole('tabpanel')).findByText('Bills go to Ridgeline Dental Group')).toBeTruthy();
    cleanup();
    await open('billing', {}, { params: { bill: 'unbilled' } });
    expect(await screen.findByText('These charges go on the next bill of Ridgeline Dental Group.')).toBeTruthy();
    expect(offered()).toEqual([]);
  });
  it('says so where comparing was left open', async () => {
    await open('compare', {});
    expect(await within(screen.getByRole('tabpanel')).findByText('Bills go to Ridgeline Dental Group')).toBeTruthy();
  });
  it('still compares bills of its own from before, and makes no new one', async () => {
    await open('overview', { bills: [point, { ...point, billId: 30 as typeof billId, billDay: '2026-10-05' }] });
    expect([offered().map((text) => text.slice(0, 13)), commands().filter((label) => words.test(label))]).toEqual([['Compare bills'], ['Compare bills']]);
  });
});

describe('an account that pays itself', () => {
  it('offers both', async () => {
    await open('overview', { related: [{ ...payer, role: 'child' }] });
    expect([offered().map((text) => text.slice(0, 13)), commands().filter((label) => words.test(label))]).toEqual([['Compare billsC'.slice(0, 13), 'Bill now'], ['Compare bills', 'Bill now']]);
    expect(commands()).not.toContain('Open the bills of Ridgeline Dental Group');
  });
});
