import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TopUpPreview } from '../../src/contract/billing.ts';
import type { AllowanceUse, ServiceRow } from '../../src/contract/customers.ts';
import { UsageView } from '../../src/renderer/customers/UsageView.tsx';
import { CareFailure } from '../../src/renderer/platform/failure.ts';
import { queryClient } from '../../src/renderer/platform/queries.ts';
import { customerId, type FakeLine, overviewWith, show } from './workspace-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<FakeLine>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));

const hash = 'a'.repeat(64);
const preview: TopUpPreview = { label: '100 minutes more', size: '100 min', price: 500, currency: 'USD', usage: 'voice', leftBefore: 3000, leftAfter: 9000, until: '2026-12-05', nextBillDay: '2026-12-05', nextBefore: 2406, nextAfter: 2956, hash, say: 'I can add 100 min now for $5.00 before tax.' };
const use: AllowanceUse = {
  code: 'minutes', label: 'Minutes', usage: 'voice', used: 15_000, included: 18_000, more: null, toppedUp: null, reserved: 0, crossed: [], currency: 'USD', overOn: null,
  topUps: [{ offer: 'talk', topUp: 'more', label: '100 minutes more', units: 6000, price: 500, until: '2026-12-05' }, { offer: 'talk', topUp: 'kept', label: '60 minutes that stay', units: 3600, price: 450, until: null }],
};
const service: ServiceRow = { serviceId: 9, kind: 'mobile', label: 'Talk 300', reference: '(206) 555-0152', user: null, status: 'active', since: '2020-01-01', monthly: 2200, use: [use], products: [] };
const unbilled = { sinceDay: '2026-11-05', nextBillDay: '2026-12-05', usage: 0, estimate: 0, lastUsageAt: null };
const answers = new Map<string, () => unknown>();
const sent = (name: string) => line.call.mock.calls.filter(([path]) => path.join('.') === name).map(([, input]) => input as unknown);
const open = () => fireEvent.click(screen.getByRole('button', { name: 'Top up Talk 300, (206) 555-0152' }));

beforeEach(() => {
  answers.set('billing.bills', () => ({ bills: [], older: 0, next: null, unbilled })).set('billing.previewTopUp', () => preview).set('billing.buyTopUp', () => ({ topUpId: 3, label: '100 minutes more' }));
  line.call.mockImplementation(async (path) => answers.get(path.join('.'))?.());
});
afterEach(() => {
  cleanup();
  queryClient.clear();
  line.call.mockReset();
});

test('a top-up shows what it does before it is bought, and sends the seal of what was seen', async () => {
  show(<UsageView customerId={customerId} params={{}} overview={overviewWith({ services: [service] })} />);
  open();
  const effect = within(await screen.findByRole('region', { name: 'Preview' }));
  await waitFor(() => expect(effect.getByText('150 min')).toBeDefined());
  expect(effect.getByText('50 min')).toBeDefined();
  expect(effect.getByText('I can add 100 min now for $5.00 before tax.')).toBeDefined();
  expect(sent('billing.previewTopUp')[0]).toEqual({ customerId, serviceId: 9, offer: 'talk', topUp: 'more' });
  fireEvent.click(await screen.findByRole('button', { name: /Buy for \$5\.00/ }));
  await waitFor(() => expect(sent('billing.buyTopUp')).toEqual([{ customerId, serviceId: 9, offer: 'talk', topUp: 'more', hash }]));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('another choice is previewed anew and names its own price', async () => {
  show(<UsageView customerId={customerId} params={{}} overview={overviewWith({ services: [service] })} />);
  open();
  fireEvent.click(await screen.findByRole('radio', { name: /60 minutes that stay/ }));
  expect(screen.getByRole('button', { name: /Buy for \$4\.50/ }).getAttribute('aria-disabled')).toBe('true');
  await waitFor(() => expect(sent('billing.previewTopUp').at(-1)).toMatchObject({ topUp: 'kept' }));
});

test('where the account moved nothing is bought and the agent is told to look again', async () => {
  answers.set('billing.buyTopUp', () => { throw new CareFailure('CONFLICT', 'The account moved since you looked. Look again before you buy it.', null); });
  show(<UsageView customerId={customerId} params={{}} overview={overviewWith({ services: [service] })} />);
  open();
  await waitFor(() => expect(screen.getByRole('button', { name: /Buy for/ }).getAttribute('aria-disabled')).toBeNull());
  fireEvent.click(screen.getByRole('button', { name: /Buy for/ }));
  expect((await screen.findByRole('alert')).textContent).toContain('The account moved since you looked.');
  expect(screen.getByRole('dialog')).toBeDefined();
});

test('nothing can be bought for a caller who is not verified, and nothing is offered where nothing is sold', () => {
  show(<UsageView customerId={customerId} params={{}} overview={overviewWith({ level: 1, services: [service] })} />);
  open();
  expect(screen.queryByRole('dialog')).toBeNull();
  cleanup();
  show(<UsageView customerId={customerId} params={{}} overview={overviewWith({ services: [{ ...service, use: [{ ...use, topUps: [] }] }] })} />);
  expect(screen.queryByRole('button', { name: /Top up/ })).toBeNull();
});
