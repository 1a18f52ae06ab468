import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SearchHit } from '../../src/contract/customers.ts';
import { CustomerId } from '../../src/contract/ids.ts';
import { useCall } from '../../src/renderer/app/call.ts';
import { useTabs } from '../../src/renderer/app/tabs.ts';
import { CustomersScreen } from '../../src/renderer/customers/CustomersScreen.tsx';
import { forgetDrafts } from '../../src/renderer/platform/draft-keeper.ts';
import { queryClient } from '../../src/renderer/platform/queries.ts';
import { caseWith, type FakeLine, show } from './workspace-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<FakeLine>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));

const hit = (id: number, part: Partial<SearchHit>): SearchHit => ({ customerId: CustomerId.parse(id), number: `1048229${id}`, name: `Customer ${id}`, segment: 'private', active: true, city: 'Seattle', state: 'WA', phone: null, email: null, reason: 'Name', kind: 'customer', objectId: null, ...part });
const searches = () => line.call.mock.calls.filter(([path]) => path.join('.') === 'customers.search').map(([, input]) => input.text);
const field = () => screen.getByRole('combobox', { name: 'Search customers' });
const type = (text: string) => fireEvent.change(field(), { target: { value: text } });
// The answer comes after what the passing time drew.
const wait = async (ms: number) => {
  await act(() => vi.advanceTimersByTimeAsync(ms));
  await act(() => vi.advanceTimersByTimeAsync(1));
};
let answer: { readonly hits: ReadonlyArray<SearchHit>; readonly didYouMean: string | null };

beforeEach(() => {
  vi.useFakeTimers();
  Element.prototype.scrollIntoView = () => undefined;
  queryClient.clear();
  forgetDrafts();
  answer = { hits: [hit(1, { reason: 'Name' }), hit(2, { reason: 'Bill 2611-04821', kind: 'bill', objectId: 112 })], didYouMean: null };
  line.call.mockReset();
  line.call.mockImplementation(async (path, input) => {
    if (path.join('.') === 'customers.search') return answer;
    if (path.join('.') === 'customers.openCase') return { ...caseWith([]), customerId: input.customerId };
    return { key: input.key, body: null, savedAt: null };
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('the search for customers', () => {
  it('asks once, a quarter of a second after the last key', async () => {
    show(<CustomersScreen params={{}} />);
    type('mar');
    await wait(200);
    type('march');
    await wait(200);
    expect(searches()).toEqual([]);
    await wait(100);
    expect(searches()).toEqual(['march']);
  });
  it('asks at once with Enter, and not at all for one character', async () => {
    show(<CustomersScreen params={{}} />);
    type('m');
    fireEvent.keyDown(field(), { key: 'Enter' });
    await wait(600);
    expect(searches()).toEqual([]);
    type('march');
    fireEvent.keyDown(field(), { key: 'Enter' });
    await wait(1);
    expect(searches()).toEqual(['march']);
  });
  it('says of every customer found why', async () => {
    show(<CustomersScreen params={{}} />);
    type('2611');
    await wait(300);
    expect(screen.getAllByRole('option').map((row) => /Matched(Name|Bill 2611-04821)/.exec(row.textContent ?? '')?.[1])).toEqual(['Name', 'Bill 2611-04821']);
  });
  it('is walked with the arrow keys, and Enter opens the case and the bill that was found', async () => {
    show(<CustomersScreen params={{}} />);
    type('2611');
    await wait(300);
    fireEvent.keyDown(field(), { key: 'ArrowDown' });
    expect(screen.getAllByRole('option')[1]?.getAttribute('aria-selected')).toBe('true');
    fireEvent.keyDown(field(), { key: 'Enter' });
    await wait(1);
    expect(line.call.mock.calls.find(([path]) => path.join('.') === 'customers.openCase')?.[1]).toMatchObject({ customerId: 2, reason: 'search' });
    expect(useTabs.getState().place).toMatchObject({ kind: 'customer', customerId: 2, view: 'billing', params: { bill: 112 } });
  });
  it('that found nothing says so and searches for what was likely meant', async () => {
    answer = { hits: [], didYouMean: 'Marchetti' };
    show(<CustomersScreen params={{}} />);
    type('marcheti');
    await wait(300);
    expect(screen.getByText('Nothing matches “marcheti”')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Search Marchetti' }));
    await wait(300);
    expect(searches()).toEqual(['marcheti', 'Marchetti']);
  });
  it('begins anew when a number is handed over while it is open', async () => {
    function Handed() {
      const [text, setText] = useState('march');
      return <><button type="button" onClick={() => setText('2611')}>Hand over</button><CustomersScreen params={{ text }} /></>;
    }
    show(<Handed />);
    await wait(300);
    fireEvent.click(screen.getByText('Hand over'));
    await wait(300);
    expect(searches()).toEqual(['march', '2611']);
  });
  it('shows a contact that is kept already, with what was typed', async () => {
    answer = { hits: [], didYouMean: null };
    const before = line.call.getMockImplementation();
    line.call.mockImplementation(async (path, input) => (path.join('.') === 'customers.draft' ? { key: input.key, body: JSON.stringify({ name: 'Jo Park', number: '+14255550100', note: '' }), savedAt: '2026-11-18T18:42:00.000Z' } : before?.(path, input)));
    show(<CustomersScreen params={{ text: '+14255550100' }} />);
    await wait(300);
    await wait(5);
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Jo Park');
  });
  it('lets the call of a caller who stayed unknown be closed with a reason', async () => {
    useCall.setState({ call: { id: 'c9', from: '+14255550100', to: '', startedAt: '2026-11-18T18:40:00.000Z', answeredAt: '2026-11-18T18:40:00.000Z', endedAt: '2026-11-18T18:41:00.000Z', state: 'wrapUp', heldAt: null, muted: false, customerId: null, name: null, simulated: true } });
    const before = line.call.getMockImplementation();
    line.call.mockImplementation(async (path, input) => (path.join('.') === 'customers.wrapUpCodes' ? [{ code: 'other', group: 'Other', label: 'wrong number' }] : before?.(path, input)));
    show(<CustomersScreen params={{}} />);
    await wait(5);
    expect(screen.queryByText('Remind me to follow up')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: /Save wrap-up/ }));
    await wait(5);
    expect(line.call.mock.calls.filter(([path]) => path.join('.') === 'customers.wrapUp').map(([, input]) => input)).toMatchObject([{ customerId: null, callId: 'c9', reason: 'other', followUp: null }]);
    expect(useCall.getState().call).toBeNull();
  });
  it('offers to keep an unknown number as a new contact, which is saved as a draft', async () => {
    answer = { hits: [], didYouMean: null };
    show(<CustomersScreen params={{}} />);
    type('425 555 0100');
    await wait(300);
    fireEvent.click(screen.getByRole('button', { name: 'Keep as new contact' }));
    await wait(1);
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Jo Park' } });
    await wait(600);
    const saved = line.call.mock.calls.filter(([path]) => path.join('.') === 'customers.saveDraft').map(([, input]) => input);
    expect(saved).toMatchObject([{ key: 'newContact:4255550100', customerId: null }]);
    expect(JSON.parse(saved[0]?.body ?? '')).toEqual({ name: 'Jo Park', number: '425 555 0100', note: '' });
  });
});
