import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BillNowPreview } from '../../src/contract/billing.ts';
import type { ErrorCode } from '../../src/contract/errors.ts';
import { setCase } from '../../src/renderer/app/cases.ts';
import { previewChange } from '../../src/renderer/billing/bill-now-changes.ts';
import { BillingView } from '../../src/renderer/billing/BillingView.tsx';
import { BillNowDialog } from '../../src/renderer/billing/BillNowDialog.tsx';
import { CareFailure } from '../../src/renderer/platform/failure.ts';
import { useToasts } from '../../src/renderer/ui/toast-store.ts';
import { billId, billWith, caseAt, customerId, lineWith, show, summaryWith } from './screens-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<(path: ReadonlyArray<string>, input?: unknown) => Promise<unknown>>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));
beforeEach(() => {
  line.call.mockReset();
  useToasts.setState({ current: null });
  setCase(caseAt(2));
});
afterEach(cleanup);

const previewOf = (italy: number, hash: string): BillNowPreview => ({
  bill: billWith([lineWith({ lineId: -1, label: 'Calls to Italy', amount: italy, charge: 'italy' }), lineWith({ lineId: -2, label: 'National calls', amount: 62, charge: 'national' })], { billId: null, number: null, category: 'unbilled' }),
  openBefore: 42_734, openAfter: 42_734 + italy + 62, nextEstimate: 22_000, hash: hash.repeat(64), say: `This makes a bill of $${(italy + 62) / 100}.`,
});
const services = [{ serviceId: 2, label: 'Mobile', reference: '0142' }, { serviceId: 4, label: 'Home phone', reference: '0119' }];
const refused = (code: ErrorCode, message: string) => new CareFailure(code, message, 'K-7');
const sent = (path: string) => line.call.mock.calls.filter(([called]) => called.join('.') === path).map(([, input]) => input);
const answering = (answers: Readonly<Record<string, ReadonlyArray<unknown>>>) => {
  const turns = new Map<string, number>();
  line.call.mockImplementation(async (path: ReadonlyArray<string>) => {
    const name = path.join('.');
    const list = answers[name];
    if (!list) return new Promise(() => undefined);
    const turn = turns.get(name) ?? 0;
    turns.set(name, turn + 1);
    const answer = list[Math.min(turn, list.length - 1)];
    if (answer instanceof Error) throw answer;
    return answer;
  });
};
const open = () => {
  const onClose = vi.fn<() => void>();
  show(<BillNowDialog customerId={customerId} services={services} onClose={onClose} />);
  return onClose;
};

describe('bill now', () => {
  it('carries the amount on its button, says what comes of it, and sends the hash of what was shown', async () => {
    answering({ 'billing.previewBillNow': [previewOf(210, 'a')], 'billing.billNow': [{ billId: 40, number: '2611-05102' }] });
    const onClose = open();
    const button = await screen.findByRole('button', { name: 'Make bill of $2.72' });
    await waitFor(() => expect(button.getAttribute('aria-disabled')).toBeNull());
    expect(screen.getByText('This makes a bill of $2.72.')).toBeTruthy();
    fireEvent.click(button);
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(sent('billing.billNow')).toEqual([{ customerId, serviceIds: null, hash: 'a'.repeat(64) }]);
    expect(useToasts.getState().current?.text).toBe('Bill 2611-05102 made');
  });
  it('makes nothing where the account changed: it shows what changed, previews again, and then sends the new hash', async () => {
    answering({ 'billing.previewBillNow': [previewOf(210, 'a'), previewOf(255, 'b')], 'billing.billNow': [refused('CONFLICT', 'This was changed in the meantime.'), { billId: 40, number: '2611-05102' }] });
    const onClose = open();
    const first = await screen.findByRole('button', { name: 'Make bill of $2.72' });
    await waitFor(() => expect(first.getAttribute('aria-disabled')).toBeNull());
    fireEvent.click(first);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Nothing was made');
    expect(alert.textContent).toContain('Calls to Italy$2.102 dollars 10 $2.552 dollars 55');
    expect(alert.textContent).not.toContain('National calls');
    expect(onClose).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: 'Make bill of $3.17' }));
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(sent('billing.billNow').map((input) => (input as { readonly hash: string }).hash[0])).toEqual(['a', 'b']);
  });
  it('cannot be made without a preview', async () => {
    answering({ 'billing.previewBillNow': [refused('BUSY', 'Someone else is working on this account. Try again in a moment.')] });
    open();
    expect(await screen.findByText(/Someone else is working on this account/)).toBeTruthy();
    const button = screen.getByRole('button', { name: /^Make bill/ });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(button.textContent).toContain('There is no preview, so nothing can be made.');
    fireEvent.click(button);
    expect(sent('billing.billNow')).toEqual([]);
  });
  it('of chosen services waits for a choice and previews only those', async () => {
    answering({ 'billing.previewBillNow': [previewOf(210, 'a')] });
    open();
    await screen.findByRole('button', { name: 'Make bill of $2.72' });
    fireEvent.click(screen.getByLabelText('Chosen services'));
    expect(screen.getByRole('button', { name: /^Make bill/ }).getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(screen.getByLabelText(/Home phone/));
    await waitFor(() => expect(sent('billing.previewBillNow').at(-1)).toEqual({ customerId, serviceIds: [4] }));
  });
  it('tells lines that came, went or changed, and no others', () => {
    const after: BillNowPreview = { ...previewOf(210, 'b'), bill: billWith([lineWith({ lineId: -1, label: 'Calls to Italy', amount: 210, charge: 'italy', period: { from: '2026-11-06', to: '2026-11-19' } }), lineWith({ lineId: -3, label: 'Messages', amount: 30, charge: 'sms' })]) };
    expect(previewChange(previewOf(210, 'a'), after)).toEqual({ totalBefore: 272, totalAfter: 240, lines: [{ label: 'National calls', before: 62, after: null }, { label: 'Messages', before: null, after: 30 }] });
  });
});

describe('the bills of a customer', () => {
  const unbilled = { sinceDay: '2026-11-05', nextBillDay: '2026-12-05', usage: 272, estimate: 22_389, lastUsageAt: null };
  const related = { customerId: 90, name: 'Ridgeline Dental Group', number: '2260 0417', role: 'payer', open: null };
  const overview = (part: object = {}) => ({ services: [], related: [], currency: 'USD', ...part });
  it('say when the first one comes, with the way to what is not billed yet', async () => {
    answering({ 'billing.bills': [{ bills: [], older: 0, next: null, unbilled }], 'customers.overview': [overview()] });
    show(<BillingView customerId={customerId} params={{}} />);
    expect(await screen.findByText('The first bill comes on 5 December.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'See unbilled usage' })).toBeTruthy();
  });
  it('of a child say who gets them', async () => {
    answering({ 'billing.bills': [{ bills: [], older: 0, next: null, unbilled }], 'customers.overview': [overview({ related: [related] })] });
    show(<BillingView customerId={customerId} params={{}} />);
    expect(await screen.findByText('Bills go to Ridgeline Dental Group')).toBeTruthy();
  });
  it('are listed to an identified caller, while what is on them waits for verification', async () => {
    setCase(caseAt(1));
    answering({ 'billing.bills': [{ bills: [summaryWith()], older: 3, next: { billId, billDay: '2026-11-05' }, unbilled }], 'customers.overview': [overview()], 'billing.bill': [refused('NOT_VERIFIED', 'The caller is not verified enough for this.')] });
    show(<BillingView customerId={customerId} params={{}} />);
    expect(await screen.findByText('Verify the caller first')).toBeTruthy();
    expect(screen.getByRole('option', { selected: true }).textContent).toContain('November');
    expect(screen.getByRole('button', { name: 'Show 3 older bills' })).toBeTruthy();
  });
  it('offer bill now on what is not billed yet, and not to an auditor', async () => {
    const answers = { 'billing.bills': [{ bills: [summaryWith()], older: 0, next: null, unbilled }], 'customers.overview': [overview()], 'billing.bill': [billWith([lineWith({ lineId: -1 })], { billId: null, number: null, category: 'unbilled', state: 'estimate' })] };
    answering(answers);
    const { unmount } = show(<BillingView customerId={customerId} params={{ bill: 'unbilled' }} />);
    expect(await screen.findByRole('button', { name: 'Bill now' })).toBeTruthy();
    unmount();
    answering(answers);
    show(<BillingView customerId={customerId} params={{ bill: 'unbilled' }} />, 'auditor');
    await screen.findByRole('treegrid');
    expect(screen.queryByRole('button', { name: 'Bill now' })).toBeNull();
  });
});
