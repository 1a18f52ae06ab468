import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RerateTariff, ReratingLines, ReratingOrder } from '../../src/contract/rerating.ts';
import { OperationsScreen } from '../../src/renderer/operations/OperationsScreen.tsx';
import { choiceOf, choiceWords, emptyForm, formProblem, tariffKey } from '../../src/renderer/operations/rerating-words.ts';
import { CareFailure } from '../../src/renderer/platform/failure.ts';
import { show } from '../billing/screens-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<(path: ReadonlyArray<string>, input?: unknown) => Promise<unknown>>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));
beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined;
});
beforeEach(() => {
  line.call.mockReset();
});
afterEach(cleanup);

const mexico: RerateTariff = { offer: 'plus', offerLabel: 'Unlimited Plus', charge: 'data-mx', label: 'Roaming data, Mexico', versions: ['v1', 'v2'] };
const order = (part: Partial<ReratingOrder> = {}): ReratingOrder => ({
  id: 4, state: 'shown', askedAt: '2026-11-18T18:00:00.000Z', askedBy: 'priya.natarajan', selection: { offer: 'plus', charge: 'data-mx', from: '2026-10-01', to: '2026-11-01' },
  shown: { looked: 12, changed: 1, lineCount: 1, events: 6, total: -1704, currency: 'USD', failedCount: 0 }, hash: 'a'.repeat(64), reason: null, orderedBy: null, doneAt: null, reratingId: null, failure: null, progress: null, cancelledBy: null, ...part,
});
const changed: ReratingLines = { lines: [{ account: '8810482291', bill: '2611-00012', charge: 'Roaming data, Mexico', events: 6, before: 4260, after: 2556 }], failed: [] };
const sent = (path: string) => line.call.mock.calls.filter(([called]) => called.join('.') === path).map(([, input]) => input);
/** Shows the part for an operator to whom the calls answer so. */
function desk(orders: () => ReadonlyArray<ReratingOrder>, answers: Readonly<Record<string, unknown>> = {}) {
  line.call.mockImplementation(async (path) => {
    const name = path.join('.');
    const answer = { 'rerating.tariffs': [mexico], 'rerating.orders': orders(), 'rerating.lines': changed, 'operations.imports': [], 'operations.suspense': { rows: [], next: null, total: 0 }, ...answers }[name];
    if (answer instanceof Error) throw answer;
    return answer;
  });
  show(<OperationsScreen />, 'operator');
  fireEvent.click(screen.getByRole('radio', { name: 'Re-rating' }));
}
const openFirst = async () => fireEvent.click(within(await screen.findByRole('grid', { name: 'Re-ratings' })).getAllByRole('row')[1]!);

describe('re-rating at the desk', () => {
  it('asks for what was chosen, and shows accounts, events, charges and the sum before anything is posted', async () => {
    let orders: ReadonlyArray<ReratingOrder> = [];
    desk(() => orders, { 'rerating.ask': { id: 4 } });
    const ask = () => screen.findByRole('button', { name: /^Show what would change/ });
    expect(await screen.findByText('No re-rating yet')).toBeTruthy();
    expect((await ask()).getAttribute('aria-disabled')).toBe('true');
    fireEvent.change(screen.getByLabelText('Charge'), { target: { value: tariffKey(mexico) } });
    fireEvent.change(screen.getByLabelText('First day'), { target: { value: '2026-10-01' } });
    fireEvent.change(screen.getByLabelText('Last day'), { target: { value: '2026-10-31' } });
    orders = [order()];
    fireEvent.click(await ask());
    await waitFor(() => expect(sent('rerating.ask')).toEqual([{ offer: 'plus', charge: 'data-mx', from: '2026-10-01', to: '2026-11-01' }]));
    const grid = await screen.findByRole('grid', { name: 'Charges that change' });
    expect(within(grid).getAllByRole('row')[1]?.textContent).toMatch(/^88104822912611-00012Roaming data, Mexico6\$42\.60.*\$25\.56.*−\$17\.04/);
    expect(screen.getByLabelText('What would change').textContent).toMatch(/^Accounts looked at12Accounts that change1Charges1Events6Difference in all−\$17\.04/);
    expect(sent('rerating.order')).toEqual([]);
  });

  it('of several currencies shows each sum in its own and never adds them', async () => {
    const yen = { account: '8810482299', bill: '2611-00013', charge: 'Roaming data, Mexico', events: 2, before: 4000, after: 4120, currency: 'JPY' };
    desk(() => [order({ shown: { ...order().shown!, changed: 2, lineCount: 2, others: [{ currency: 'JPY', total: 120 }] } })], { 'rerating.lines': { ...changed, lines: [...changed.lines, yen] } });
    await openFirst();
    const rows = within(await screen.findByRole('grid', { name: 'Charges that change' })).getAllByRole('row').map((row) => row.textContent ?? '');
    expect(rows.find((row) => row.includes('8810482299'))).toMatch(/24,000 JPY.*4,120 JPY.*120 JPY/);
    expect(screen.getByLabelText('What would change').textContent).toMatch(/Difference in all−\$17\.04.*120 JPY/);
    expect(screen.getByRole('button', { name: /^Post −\$17\.04 and 120 JPY on 2 accounts/ })).toBeTruthy();
  });

  it('posts by a button that carries the sum, with a reason and the hash of what was shown', async () => {
    desk(() => [order()], { 'rerating.order': { id: 4 } });
    await openFirst();
    const post = () => screen.findByRole('button', { name: /^Give back \$17\.04 on 1 account/ });
    expect((await post()).getAttribute('aria-disabled')).toBe('true');
    fireEvent.change(screen.getByLabelText('Reason, as customers read it'), { target: { value: '  Wrong price of October ' } });
    fireEvent.click(await post());
    await waitFor(() => expect(sent('rerating.order')).toEqual([{ id: 4, hash: 'a'.repeat(64), reason: 'Wrong price of October' }]));
  });

  it.each([
    ['asked', { shown: null, hash: null }, 'It waits for a worker since'],
    ['cancelled', { shown: null, cancelledBy: 'priya.natarajan', progress: { step: 'look', done: 40, accounts: 1204, toldAt: '2026-11-18T18:00:09.000Z' } }, 'Cancelled by priya.natarajan. Nothing was posted.'],
    ['cancelled', { cancelledBy: 'priya.natarajan', reratingId: 3, progress: { step: 'post', done: 11, accounts: 52, toldAt: '2026-11-18T18:00:09.000Z' } }, 'Cancelled by priya.natarajan after 11 of 52 accounts were posted as re-rating 3.'], ['posted', { reratingId: 3, reason: 'Wrong price', orderedBy: 'priya.natarajan' }, 'Posted as re-rating 3 by priya.natarajan: Wrong price.'],
    ['failed', { failure: 'Look again.' }, 'Not posted in full.'], ['shown', { shown: { ...order().shown!, changed: 0, lineCount: 0, total: 0 } }, 'Nothing would change'],
  ] as const)('says how it stands when it is %s, and offers no posting', async (state, part, said) => {
    desk(() => [order({ ...part, state })]);
    await openFirst();
    await waitFor(() => expect(document.querySelector('.ops-outcome')?.textContent).toContain(said));
    expect(screen.queryByRole('form', { name: 'Post the re-rating' })).toBeNull();
  });

  it('shows how many of how many accounts are done, goes on by itself, and stops when cancelled', async () => {
    let done = 40;
    let state: ReratingOrder['state'] = 'asked';
    desk(() => [order({ shown: null, hash: null, state, cancelledBy: state === 'cancelled' ? 'priya.natarajan' : null, progress: { step: 'look', done, accounts: 1204, toldAt: '2026-11-18T18:00:09.000Z' } })], { 'rerating.cancel': { id: 4 } });
    await openFirst();
    const bar = () => screen.getByRole('progressbar', { name: 'Re-rating' });
    await waitFor(() => expect(bar().getAttribute('aria-valuenow')).toBe('40'));
    expect(bar().closest('[role=status]')?.textContent).toMatch(/^Working out what would change40 of 1,204 accounts/);
    done = 45;
    await waitFor(() => expect(bar().closest('[role=status]')?.textContent).toContain('45 of 1,204 accounts'), { timeout: 3_000 });
    fireEvent.click(screen.getByRole('button', { name: 'Cancel re-rating' }));
    const asks = await screen.findByRole('dialog', { name: 'Cancel this re-rating' });
    expect(asks.textContent).toContain('Nothing is posted yet');
    expect(sent('rerating.cancel')).toEqual([]);
    state = 'cancelled';
    fireEvent.click(within(asks).getByRole('button', { name: /^Cancel re-rating/ }));
    expect(await screen.findByText('Cancelled by priya.natarajan. Nothing was posted.')).toBeTruthy();
    expect(sent('rerating.cancel')).toEqual([{ id: 4 }]);
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it.each([['look', 'Making sure that it is still what was shown3 of 52 accounts'], ['post', 'Posting3 of 52 accounts']] as const)('while an order is done, says what the worker is at: %s', async (step, said) => {
    desk(() => [order({ state: 'ordered', reason: 'Wrong price', orderedBy: 'priya.natarajan', progress: { step, done: 3, accounts: 52, toldAt: '2026-11-18T18:00:09.000Z' } })]);
    await openFirst();
    expect((await screen.findByRole('progressbar', { name: 'Re-rating' })).closest('[role=status]')?.textContent).toContain(said);
    fireEvent.click(screen.getByRole('button', { name: 'Cancel re-rating' }));
    expect((await screen.findByRole('dialog', { name: 'Cancel this re-rating' })).textContent).toContain('Accounts that are posted by now stay posted.');
  });

  it('says why a question or a posting was refused', async () => {
    desk(() => [order()], { 'rerating.ask': new CareFailure('REFUSED', 'No service has the number 000.', 'K-1'), 'rerating.order': new CareFailure('CONFLICT', 'What would change is not what was shown.', 'K-2') });
    fireEvent.change(await screen.findByLabelText('Services'), { target: { value: '000' } });
    fireEvent.click(screen.getByRole('button', { name: /^Show what would change/ }));
    expect((await screen.findByRole('alert')).textContent).toBe('No service has the number 000. Reference K-1.');
    await openFirst();
    fireEvent.change(await screen.findByLabelText('Reason, as customers read it'), { target: { value: 'Wrong price' } });
    fireEvent.click(screen.getByRole('button', { name: /^Give back \$17\.04 on 1 account/ }));
    expect(await screen.findByText('What would change is not what was shown.')).toBeTruthy();
  });
});

describe('the words of a re-rating', () => {
  it('say what was chosen, and what is wrong in a choice', () => {
    expect(choiceWords(order().selection, [mexico], [])).toBe('Roaming data, Mexico, Unlimited Plus, 1 Oct 2026 to 31 Oct 2026');
    expect(choiceWords({ version: 'v2', serviceIds: [1, 2], importId: 9 }, [], [{ id: 9, file: 'a.csv' }])).toBe('version v2, 2 services, a.csv');
    expect(formProblem(emptyForm)).toBe('Choose what is rated anew first.');
    expect(formProblem({ ...emptyForm, from: '2026-11-02', until: '2026-11-01' })).toBe('The first day must not be after the last.');
    expect(choiceOf({ ...emptyForm, until: '2026-10-31', lines: '+12065550142, 12065550143', importId: '9' })).toEqual({ to: '2026-11-01', lines: ['12065550142', '12065550143'], importId: 9 });
  });
});
