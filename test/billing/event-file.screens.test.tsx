import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { commandsNow } from '../../src/renderer/app/commands.ts';
import { setCase } from '../../src/renderer/app/cases.ts';
import { BillDetail } from '../../src/renderer/billing/BillDetail.tsx';
import { CareFailure } from '../../src/renderer/platform/failure.ts';
import { useToasts } from '../../src/renderer/ui/toast-store.ts';
import { billId, billWith, caseAt, customerId, lineWith, show } from './screens-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<(path: ReadonlyArray<string>, input?: unknown) => Promise<unknown>>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));
beforeEach(() => {
  line.call.mockReset();
  setCase(caseAt(2));
  useToasts.setState({ current: null, history: [] });
});
afterEach(cleanup);

const file = { name: 'events-2611-04821.csv', text: 'account\n1\n2\n', events: 2 };
const NAME = 'Save the events of this bill';
function open(saved: unknown, answer: unknown = file, events = 2) {
  line.call.mockImplementation(async (path) => {
    const value = { 'billing.eventFile': answer, saveText: saved }[path.join('.')];
    if (value instanceof Error) throw value;
    return value === undefined ? new Promise(() => undefined) : value;
  });
  show(<BillDetail customerId={customerId} choice={billId} bill={billWith([lineWith({ lineId: 1, events })])} payer={null} facts={null} updating={false} onCompare={null} onBillNow={null} billNowLocked={null} />, 'agent');
}
const said = () => useToasts.getState().history.map(({ text }) => text).join();
const save = () => fireEvent.click(screen.getByRole('button', { name: NAME }));
const sent = (path: string) => line.call.mock.calls.filter(([called]) => called.join('.') === path).map(([, input]) => input);

it('the events of a bill are saved where the person says, and the place is told', async () => {
  open({ path: '/data/events-2611-04821.csv' });
  save();
  await waitFor(() => expect(said()).toBe('2 events saved to /data/events-2611-04821.csv'));
  expect(sent('billing.eventFile')).toEqual([{ customerId, bill: billId }]);
  expect(sent('saveText')).toEqual([{ title: 'Save the events of the bill', name: file.name, text: file.text }]);
  expect(commandsNow().map(({ id }) => id)).toContain('bills.saveEvents');
});

it.each([
  ['could not be written', { problem: 'events-2611-04821.csv could not be written (EACCES). Choose another folder.' }, file, 'EACCES'],
  ['could not be made', undefined, new CareFailure('NOT_VERIFIED', 'Verify the caller first.', null), 'Verify the caller first.'],
])('a file that %s is told with the cure', async (_, saved, answer, words) => {
  open(saved, answer);
  save();
  await waitFor(() => expect(said()).toContain(words));
});

it('a person who changes their mind saves nothing and hears nothing', async () => {
  open(null);
  save();
  await waitFor(() => expect(sent('saveText')).toHaveLength(1));
  expect(said()).toBe('');
});

it('a bill without events has nothing to save', () => {
  open(null, file, 0);
  expect(screen.queryByRole('button', { name: NAME })).toBeNull();
  expect(commandsNow().find(({ id }) => id === 'bills.saveEvents')?.when?.() ?? false).toBe(false);
});
