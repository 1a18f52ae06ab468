import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { OpenCase } from '../../src/contract/customers.ts';
import type { CustomerId } from '../../src/contract/ids.ts';
import type { AppState, Me } from '../../src/contract/staff.ts';
import { forgetCase, setCase } from '../../src/renderer/app/cases.ts';
import { SessionContext } from '../../src/renderer/app/session.ts';
import { useChangesElsewhere } from '../../src/renderer/app/use-changes-elsewhere.ts';
import { care } from '../../src/renderer/platform/care.ts';
import { queryClient, useCare } from '../../src/renderer/platform/queries.ts';

type Change = { readonly entry: number; readonly customerId: number | null };
const desk = vi.hoisted(() => ({ reads: [] as number[], asked: [] as Array<string | null>, changes: [] as ReadonlyArray<unknown>, broken: false }));
vi.mock('../../src/renderer/platform/line.ts', () => ({
  openLine: () => ({
    relay: () => undefined,
    call: async (path: ReadonlyArray<string>, input: unknown) => {
      if (path.join('.') === 'customers.changed') {
        if (desk.broken) throw Object.assign(new Error('gone'), { code: 'INTERRUPTED' });
        desk.asked.push((input as { readonly since: string | null }).since);
        return { mark: String(100 + desk.asked.length), changes: desk.changes };
      }
      desk.reads.push((input as { readonly customerId: number }).customerId);
      return [];
    },
  }),
}));

function Payments({ customerId }: { readonly customerId: number }) {
  const payments = useCare(care.billing.payments, { customerId: customerId as CustomerId });
  return <output>{payments.isPending ? 'asking' : 'there'}</output>;
}
function Desk() {
  useChangesElsewhere();
  return <><Payments customerId={1} /><Payments customerId={2} /></>;
}
const open = (kind: 'server' | 'demo') => render(
  <QueryClientProvider client={queryClient}>
    <SessionContext value={{ me: { role: 'agent' } as Me, state: { connection: { kind, label: '', problem: null, opening: false } } as AppState }}><Desk /></SessionContext>
  </QueryClientProvider>,
);
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const say = (...changes: ReadonlyArray<Change>) => { desk.changes = changes; };

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(desk, { reads: [], asked: [], changes: [], broken: false });
  queryClient.clear();
  forgetCase();
  setCase({ customerId: 1 as CustomerId } as OpenCase);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('asks every three seconds since the mark before, and a customer changed elsewhere is read again, the other is not', async () => {
  open('server');
  await pass(10);
  expect(desk.reads).toEqual([1, 2]);
  await pass(3_000);
  say({ entry: 7, customerId: 1 });
  await pass(3_000);
  expect(desk.asked).toEqual([null, '101']);
  expect(desk.reads).toEqual([1, 2, 1]);
  expect(screen.getAllByText('there')).toHaveLength(2);
});
it('an entry that is told twice is acted on once, and an import touches everyone', async () => {
  open('server');
  await pass(3_010);
  say({ entry: 7, customerId: 1 });
  await pass(6_000);
  expect(desk.reads).toEqual([1, 2, 1]);
  say({ entry: 7, customerId: 1 }, { entry: 8, customerId: null });
  await pass(3_000);
  expect(desk.reads).toEqual([1, 2, 1, 1, 2]);
});
it('asks again from the same mark after a failure', async () => {
  open('server');
  await pass(3_010);
  desk.broken = true;
  await pass(6_000);
  desk.broken = false;
  await pass(3_000);
  expect(desk.asked).toEqual([null, '101']);
});
it('asks nothing on the demo, and no more than the mark while no customer is open', async () => {
  open('demo');
  await pass(9_010);
  expect(desk.asked).toEqual([]);
  cleanup();
  forgetCase();
  open('server');
  await pass(12_010);
  expect(desk.asked).toEqual([null]);
});
