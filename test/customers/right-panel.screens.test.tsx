import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CustomerOverview } from '../../src/contract/customers.ts';
import { useCall } from '../../src/renderer/app/call.ts';
import { setCase } from '../../src/renderer/app/cases.ts';
import { usePanel } from '../../src/renderer/app/panel.ts';
import { useShortcuts } from '../../src/renderer/app/use-shortcuts.ts';
import { BillDetail } from '../../src/renderer/billing/BillDetail.tsx';
import { NextPanel } from '../../src/renderer/customers/NextPanel.tsx';
import { focusPanel } from '../../src/renderer/customers/panel-focus.ts';
import { keepWrapUp } from '../../src/renderer/customers/wrap-up-store.ts';
import { setClock } from '../../src/renderer/platform/clock.ts';
import { queryClient } from '../../src/renderer/platform/queries.ts';
import { billId, billWith, lineWith } from '../billing/screens-kit.tsx';
import { caseWith, customerId, type FakeLine, overviewWith, show } from './workspace-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<FakeLine>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));

const lines = [
  lineWith({ lineId: 1, serviceId: 1, label: 'Fiber 1000', amount: 8900, tax: 765, taxCode: 'sales', working: '$89.00 for the whole period' }),
  lineWith({ lineId: 2, label: 'Premium download', category: 'oneoff', amount: 2499, disputed: 2714, dispute: 'D-3391', change: 2499 }),
];
const call = { id: 'c1', from: '+12065550142', to: 'Billing', startedAt: '2026-11-18T18:40:00.000Z', answeredAt: '2026-11-18T18:41:00.000Z', endedAt: null, state: 'active', heldAt: null, muted: false, customerId, name: 'Elena Marchetti', simulated: true } as const;
const grid = () => screen.getByRole('treegrid', { name: 'Charges' });
const press = (...keys: ReadonlyArray<string>) => keys.forEach((key) => fireEvent.keyDown(grid(), { key }));
/** Opens the first service and selects its charge. */
const toCharge = ['ArrowDown', 'ArrowRight', 'ArrowDown'];
const panel = () => screen.queryByRole('complementary');
const named = () => panel()?.getAttribute('aria-label') ?? null;
const settle = () => act(() => new Promise((done) => setTimeout(done, 20)));
const notes = () => within(panel() as HTMLElement).getByLabelText<HTMLTextAreaElement>('Call notes');

function Workspace({ overview }: { readonly overview: CustomerOverview }) {
  useShortcuts();
  const open = usePanel((state) => state.open);
  return (
    <>
      <BillDetail customerId={customerId} choice={billId} bill={billWith(lines)} payer={null} facts={null} unbilled={<p>Next bill</p>} updating={false} onCompare={null} onBillNow={null} billNowLocked={null} />
      {open && <NextPanel overview={overview} />}
    </>
  );
}
async function open(checks: Parameters<typeof caseWith>[0] = ['number', 'pin'], level: 1 | 2 = 2) {
  setCase(caseWith(checks, { level }));
  const shown = show(<Workspace overview={overviewWith()} />);
  await settle();
  return shown;
}

beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined;
});
beforeEach(() => {
  setClock('2026-11-18T18:45:30.000Z');
  queryClient.clear();
  keepWrapUp('c1', null);
  usePanel.setState({ open: true });
  useCall.setState({ call });
  line.call.mockReset();
  line.call.mockImplementation(async (path, input) => {
    const name = path.join('.');
    if (name === 'customers.draft') return { key: input.key, body: 'Asks about roaming', savedAt: '2026-11-18T18:42:00.000Z' };
    if (name === 'customers.wrapUpCodes') return [{ code: 'bill.high', group: 'Billing', label: 'high bill' }];
    return { savedAt: '2026-11-18T18:46:00.000Z' };
  });
});
afterEach(() => {
  cleanup();
  useCall.setState({ call: null });
});

describe('the right panel', () => {
  it('turns into the charge selected in the bill, with the notes still at its foot', async () => {
    await open();
    expect(named()).toBe('What to do next');
    press(...toCharge);
    expect(named()).toBe('Selected charge');
    expect(within(panel() as HTMLElement).getByRole('heading', { level: 3, name: 'Fiber 1000' })).toBeTruthy();
    for (const text of ['1 of 2', '$89.00', '$7.65', '$89.00 for the whole period', 'Next bill']) expect(panel()?.textContent).toContain(text);
    expect([screen.getAllByRole('complementary').length, notes().value]).toEqual([1, 'Asks about roaming']);
  });
  it('follows the selection, and says what a dispute holds', async () => {
    await open();
    press('Home', 'ArrowDown', 'ArrowDown');
    expect(panel()?.textContent).toContain('Dispute D-3391');
    expect(panel()?.textContent).toContain('$27.14');
    press('Home');
    expect([named(), panel()?.textContent?.includes('D-3391')]).toEqual(['Selected service', false]);
  });
  it('keeps the notes and the place in them while the selection comes and goes', async () => {
    await open();
    const field = notes();
    press(...toCharge);
    act(() => focusPanel(customerId, 'notes'));
    expect([notes() === field, document.activeElement === field, named()]).toEqual([true, true, 'Selected charge']);
    fireEvent.keyDown(field, { key: 'Escape' });
    expect([named(), document.activeElement === field]).toEqual(['What to do next', true]);
  });
  it('returns to what to do next on Esc, and from its button with the keyboard back at the row', async () => {
    await open();
    press(...toCharge, 'Escape');
    expect(named()).toBe('What to do next');
    press('ArrowDown');
    const back = screen.getByRole('button', { name: 'Back to what to do next' });
    back.focus();
    fireEvent.click(back);
    expect([named(), document.activeElement === grid()]).toEqual(['What to do next', true]);
  });
  it('stays hidden while rows are walked, comes with Enter, and holds the selection while hidden again', async () => {
    await open();
    act(() => usePanel.getState().toggle());
    press(...toCharge);
    expect(panel()).toBeNull();
    press('Enter');
    expect(named()).toBe('Selected charge');
    act(() => usePanel.getState().toggle());
    expect([panel(), grid().querySelectorAll('[aria-selected=true]').length]).toEqual([null, 1]);
    act(() => usePanel.getState().toggle());
    expect(named()).toBe('Selected charge');
  });
  it('gives way to the checks of the caller, whose field has the focus at once', async () => {
    await open(['number'], 1);
    press(...toCharge);
    act(() => focusPanel(customerId, 'verify'));
    expect([named(), document.activeElement]).toEqual(['What to do next', screen.getByLabelText('Account PIN')]);
  });
  it('gives way to the wrap-up; a charge looked at meanwhile leaves no field that would be lost', async () => {
    await open();
    press(...toCharge);
    fireEvent.keyDown(notes(), { key: 'Enter', ctrlKey: true });
    expect([named(), screen.getByLabelText<HTMLTextAreaElement>('Summary').value.includes('Asks about roaming')]).toEqual(['Wrap up', true]);
    press('ArrowDown');
    expect([named(), screen.queryByLabelText('Call notes')]).toEqual(['Taxes and fees', null]);
    fireEvent.click(screen.getByRole('button', { name: 'Back to it' }));
    expect([named(), screen.getByLabelText('Summary') !== null]).toEqual(['Wrap up', true]);
  });
  it('shows the wrap-up when the call ends while a charge is selected', async () => {
    await open();
    press(...toCharge);
    act(() => useCall.setState({ call: { ...call, state: 'wrapUp', endedAt: '2026-11-18T18:45:00.000Z' } }));
    await settle();
    expect([named(), screen.getByLabelText('Summary') !== null]).toEqual(['Wrap up', true]);
  });
  it('is about the next thing when the bill is left', async () => {
    const { rerender } = await open();
    press(...toCharge);
    expect(usePanel.getState().selection).not.toBeNull();
    rerender(<div />);
    expect([usePanel.getState().selection, usePanel.getState().place]).toEqual([null, null]);
  });
});
