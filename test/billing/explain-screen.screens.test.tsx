import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import fc from 'fast-check';
import { useState } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Comparison } from '../../src/contract/billing.ts';
import type { Explanation } from '../../src/contract/explanation.ts';
import { commandsNow, runCommand } from '../../src/renderer/app/commands.ts';
import { CauseList } from '../../src/renderer/billing/CauseList.tsx';
import { billsToCompare, inOrder, pairsOf, parseBills } from '../../src/renderer/billing/compare-choice.ts';
import { axisWords, changeSteps, percentWords } from '../../src/renderer/billing/compare-steps.ts';
import { ComparedBills } from '../../src/renderer/billing/ComparedBills.tsx';
import { pairFrom } from '../../src/renderer/billing/CompareView.tsx';
import { useToasts } from '../../src/renderer/ui/toast-store.ts';
import { billId, causeWith, customerId, eventWith, explanationOf, previousId, show, summaryWith } from './screens-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<(path: ReadonlyArray<string>, input?: unknown) => Promise<unknown>>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));
beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined;
});
beforeEach(() => {
  line.call.mockReset();
});
afterEach(cleanup);

describe('the steps of the chart', () => {
  it('sum from the first bill to the second for any causes, any residual and any number shown', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9_000_000, max: 9_000_000 }), { maxLength: 40 }), fc.integer({ min: -5, max: 5 }), fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: 2, max: 12 }), (amounts, residual, before, most) => {
        const explanation = explanationOf(amounts.map((amount, index) => causeWith(`Cause ${index}`, amount)), before, residual);
        const steps = changeSteps(explanation, most);
        const moved = steps.filter((step) => step.kind === 'change').reduce((sum, step) => sum + step.amount, 0);
        expect((steps[0]?.amount ?? 0) + moved).toBe(steps.at(-1)?.amount);
        expect(steps.length).toBeLessThanOrEqual(most + 3);
        expect(steps.some((step) => step.key === 'residual')).toBe(residual !== 0);
      }),
    );
  });
  it('say a cause in few words, and mark what repeats', () => {
    expect([axisWords(causeWith('More calls to Italy', 1)), axisWords(causeWith('Roaming data in Mexico', 1)), axisWords(causeWith('Sales tax', 1, { category: 'tax' }))]).toEqual(['Calls to Italy', 'Roaming data in Mexico', 'Taxes, fees']);
    expect(changeSteps(explanationOf([causeWith('Plan', 2000, { repeats: true })]))[1]?.repeats).toBe(true);
  });
  it('come with the difference in percent, where there is something to measure by', () => {
    expect([percentWords(19_837, 34_897), percentWords(20_000, 15_000), percentWords(100, 100), percentWords(0, 500), percentWords(100_000, 100_001)]).toEqual(['76% higher', '25% lower', 'the same', 'higher', 'less than 1% higher']);
  });
});

describe('the choice of bills', () => {
  const bills = [31, 30, 29, 28].map((id, index) => summaryWith({ billId: parseBills(`${id},1`)?.[0] as typeof billId, billDay: `2026-${11 - index}-05`.replace('-9-', '-09-').replace('-8-', '-08-') }));
  it('begins with the bill in front and the two before, the oldest with the one after', () => {
    expect([billsToCompare(billId, bills), billsToCompare('unbilled', bills), billsToCompare(bills[3]?.billId ?? billId, bills), billsToCompare('unbilled', [])]).toEqual([[29, 30, 31], [30, 31, 'unbilled'], [28, 29], null]);
  });
  it('puts bills in the order of their days, the bill in progress last', () => {
    expect(inOrder(['unbilled', billId, previousId, billId], bills)).toEqual([30, 31, 'unbilled']);
  });
  it('reads a place, and leaves out what is no bill', () => {
    expect([parseBills('12,13,unbilled'), parseBills('12,12'), parseBills('x,-3,12'), parseBills(undefined), parseBills('1,2,3,4,5,6,7')?.length]).toEqual([[12, 13, 'unbilled'], null, null, null, 6]);
    expect([pairFrom(undefined, 3), pairFrom('0-1', 3), pairFrom('0-5', 3), pairFrom('2-2', 3)]).toEqual([[1, 2], [0, 1], [1, 2], [1, 2]]);
    expect(pairsOf(3)).toEqual([[1, 2], [0, 1], [0, 2]]);
  });
});

function Causes({ explanation }: { readonly explanation: Explanation }) {
  const [open, setOpen] = useState<string | null>(null);
  return <CauseList explanation={explanation} currency="USD" open={open} onOpen={setOpen} evidence={(cause) => <p>Evidence of {cause.title}</p>} />;
}

describe('the list of causes', () => {
  const explanation = explanationOf([causeWith('Roaming data in Mexico', 4260), causeWith('Fiber 1000 plan', 2000, { repeats: true }), causeWith('Fewer calls', -115)]);
  const at = () => document.activeElement?.querySelector('.cmp-title')?.textContent;
  const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
  it('is walked with the arrows, opened with Right and closed with Left', () => {
    show(<Causes explanation={explanation} />);
    screen.getAllByRole('button')[0]?.focus();
    press('ArrowDown');
    expect(at()).toBe('Fiber 1000 plan');
    press('ArrowRight');
    expect(screen.getByText('Evidence of Fiber 1000 plan')).toBeTruthy();
    press('ArrowLeft');
    expect(screen.queryByText('Evidence of Fiber 1000 plan')).toBeNull();
    press('End');
    expect(at()).toBe('Fewer calls');
    press('Home');
    press('ArrowUp');
    expect(at()).toBe('Roaming data in Mexico');
  });
  it('has one stop for Tab and says of each cause whether it comes again', () => {
    show(<Causes explanation={explanation} />);
    expect(screen.getAllByRole('button').map((button) => button.tabIndex)).toEqual([0, -1, -1]);
    expect(screen.getAllByRole('button').map((button) => /Every month|One time/.exec(button.textContent ?? '')?.[0])).toEqual(['One time', 'Every month', 'One time']);
    expect(screen.getAllByRole('button')[2]?.textContent).toContain('down 1 dollar 15');
  });
  it('shows what is unexplained above all, and nothing of it where all is told', () => {
    const { unmount } = show(<Causes explanation={explanation} />);
    expect(screen.queryByRole('alert')).toBeNull();
    unmount();
    show(<Causes explanation={explanationOf(explanation.causes, 19_837, -7)} />);
    expect(screen.getByRole('alert').textContent).toContain('Unexplained \u22120.07');
  });
});

describe('compared bills', () => {
  const explanation = explanationOf([causeWith('Roaming data in Mexico', 4260, { evidence: [{ side: 'after', lineId: 12, label: 'Roaming data, Mexico', amount: 4260, version: 'v1', units: 852_000, unit: 'kilobyte', events: 2 }] }), causeWith('Fiber 1000 plan', 2000, { serviceId: 1, category: 'plan', evidence: [{ side: 'before', lineId: 3, label: 'Fiber 500', amount: -6900, version: 'v1', units: null, unit: null, events: 0 }, { side: 'after', lineId: 4, label: 'Fiber 1000', amount: 8900, version: 'v2', units: null, unit: null, events: 0 }] })]);
  const comparison: Comparison = {
    columns: [{ key: '30', billId: previousId, label: 'October', billDay: '2026-10-05', total: 19_837 }, { key: '31', billId, label: 'November', billDay: '2026-11-05', total: 26_097 }],
    rows: [{ serviceId: 1, label: 'Fiber 1000', reference: 'FTTH', category: null, amounts: [6900, 8900], difference: 2000 }, { serviceId: 1, label: 'Plan', reference: '', category: 'plan', amounts: [6900, 8900], difference: 2000 }, { serviceId: 2, label: 'Mobile', reference: '0142', category: null, amounts: [12_937, 17_197], difference: 4260 }, { serviceId: 2, label: 'Usage', reference: '', category: 'usage', amounts: [null, 4260], difference: 4260 }],
    totals: [19_837, 26_097], difference: 6260, explanation, oneTime: 4260, everyMonth: 2000, taxes: 0, nextBill: null, currency: 'USD',
  };
  const open = () => show(<ComparedBills customerId={customerId} comparison={comparison} pair={[0, 1]} kinds={new Map()} updating={false} onPair={() => undefined} />);
  const events = () => line.call.mockResolvedValue({ total: 2, rows: [eventWith(1), eventWith(2, { amount: 3780 })], next: null });
  it('open the largest cause with the events behind it, and mark its cell in the table', async () => {
    events();
    open();
    const list = await screen.findByRole('list', { name: 'Events of Roaming data, Mexico, November' });
    expect(list.querySelectorAll('li').length).toBe(2);
    expect(line.call.mock.calls[0]?.[1]).toEqual({ customerId, bill: billId, lineId: 12, after: null });
    expect(screen.getByRole('row', { selected: true }).textContent).toContain('Usage');
  });
  it('lead from a row of the table to its cause, with both lines and both versions', () => {
    events();
    open();
    fireEvent.click(screen.getByText('Plan'));
    const evidence = document.querySelector('.cmp-evidence')?.textContent ?? '';
    expect(evidence).toContain('\u221269.00');
    expect(evidence).toContain('+89.00');
    expect(evidence).toContain('Catalog version v2, before v1');
  });
  it('put the two sentences on the clipboard by key, and say so', async () => {
    events();
    open();
    expect(commandsNow().filter((command) => command.id.startsWith('compare.copy')).map((command) => command.keys)).toEqual(['Y', 'Shift+Y']);
    line.call.mockResolvedValue(null);
    runCommand('compare.copyCustomer');
    await waitFor(() => expect(useToasts.getState().current?.text).toBe('Copied for the customer'));
    runCommand('compare.copyNotes');
    await waitFor(() => expect(useToasts.getState().current?.text).toBe('Copied for the notes'));
    expect(line.call.mock.calls.filter(([path]) => path[0] === 'copyText').map(([, input]) => input)).toEqual([{ text: 'For the customer.' }, { text: 'For the agent.' }]);
  });
});
