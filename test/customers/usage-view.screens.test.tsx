import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AllowanceUse, ServiceRow } from '../../src/contract/customers.ts';
import { UsageView } from '../../src/renderer/customers/UsageView.tsx';
import { queryClient } from '../../src/renderer/platform/queries.ts';
import { customerId, type FakeLine, overviewWith, show } from './workspace-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<FakeLine>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));

const bills = { bills: [], older: 0, next: null, unbilled: { sinceDay: '2026-11-05', nextBillDay: '2026-12-05', usage: 0, estimate: 0, lastUsageAt: null } };

beforeEach(() => {
  line.call.mockImplementation(async (path) => (path.join('.') === 'billing.bills' ? bills : { crossingId: 4 }));
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

const use = (part: Partial<AllowanceUse> = {}): AllowanceUse => ({ code: 'minutes', label: 'Minutes', usage: 'voice', used: 15_000, included: 18_000, more: null, toppedUp: null, reserved: 0, topUps: [], crossed: [], currency: 'USD', overOn: null, ...part });
const service = (uses: ReadonlyArray<AllowanceUse>): ServiceRow => ({ serviceId: 9, kind: 'mobile', label: 'Talk 300', reference: '(206) 555-0152', user: null, status: 'active', since: '2020-01-01', monthly: 2200, use: uses, products: [] });
const showUsage = (uses: ReadonlyArray<AllowanceUse>) => show(<UsageView customerId={customerId} params={{}} overview={overviewWith({ services: [service(uses)] })} />);

test('the usage panel says when a threshold was reached and that nobody told it yet; telling it is noted', async () => {
  showUsage([use({ crossed: [{ crossingId: 4, percent: 80, on: '2026-11-12', told: null }] })]);
  expect(screen.getByText('80% used on 12 Nov')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Mark as told: Minutes, 80% used' }));
  await waitFor(() => expect(line.call).toHaveBeenCalledWith(['customers', 'tellCrossing'], { customerId, crossingId: 4 }, expect.anything()));
});

test('what was told says when, and offers nothing', () => {
  showUsage([use({ crossed: [{ crossingId: 4, percent: 80, on: '2026-11-12', told: '2026-11-14' }] })]);
  const row = screen.getByText('80% used on 12 Nov').closest('.crossed-row');
  expect(within(row as HTMLElement).getByText('Told 14 Nov')).toBeDefined();
  expect(screen.queryByRole('button', { name: /Mark as told/ })).toBeNull();
});

test('what is put aside for a session is said beside the use', () => {
  showUsage([use({ reserved: 600 })]);
  expect(screen.getByText('Put aside for a running session: 10 min')).toBeDefined();
});

test('an allowance that reached nothing says nothing of thresholds', () => {
  showUsage([use()]);
  expect(screen.getByText('Minutes: 250 of 300 min')).toBeDefined();
  expect(screen.queryByText(/used on/)).toBeNull();
});
