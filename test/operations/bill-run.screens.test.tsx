import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BillRun, BillRunFinding } from '../../src/contract/bill-runs.ts';
import { OperationsScreen } from '../../src/renderer/operations/OperationsScreen.tsx';
import { findingSentence, runChoiceOf, runFormProblem, runTitle } from '../../src/renderer/operations/bill-run-words.ts';
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

const today = '2026-12-05';
const run = (part: Partial<BillRun> = {}): BillRun => ({
  id: 7, mode: 'trial', trialId: null, finalId: null, day: today, selected: false, accounts: 13, done: 13, state: 'done', askedAt: '2026-12-05T16:00:00.000Z', askedBy: 'priya.natarajan', changedAt: '2026-12-05T16:00:09.000Z', changedBy: 'careworker', doneAt: '2026-12-05T16:00:09.000Z', workers: 0, problem: null,
  totals: { bills: 13, suspense: 2, currencies: [{ currency: 'USD', bills: 13, charges: 100_000, tax: 8_600, total: 108_600 }], findings: { high: 1, noUsage: 1 } }, ...part,
});
const high: BillRunFinding = { id: 1, account: '8810482291', kind: 'high', reason: null, facts: { currency: 'USD', total: 34_897, charges: 32_000, tax: 2_897, usual: 9_500, before: [9_400, 9_500, 9_600], events: 214, suspended: 0, unpriced: 0 } };
const silent: BillRunFinding = { ...high, id: 2, account: '8810482299', kind: 'noUsage', facts: { ...high.facts!, total: 9_500, events: 0 } };
const broken: BillRunFinding = { id: 3, account: '8810482300', kind: 'error', reason: 'The bill is not in the currency of the account.', facts: null };

const sent = (path: string) => line.call.mock.calls.filter(([called]) => called.join('.') === path).map(([, input]) => input);
/** Shows the part for an operator to whom the calls answer so. */
function desk(runs: () => ReadonlyArray<BillRun>, answers: Readonly<Record<string, unknown>> = {}) {
  line.call.mockImplementation(async (path) => {
    const name = path.join('.');
    const answer = { 'billRuns.runs': { today, runs: runs() }, 'billRuns.findings': { rows: [high, silent], next: null }, 'operations.imports': [], 'operations.suspense': { rows: [], next: null, total: 0 }, ...answers }[name];
    if (answer instanceof Error) throw answer;
    return answer;
  });
  show(<OperationsScreen />, 'operator');
  fireEvent.click(screen.getByRole('radio', { name: 'Bill runs' }));
}
const button = (name: RegExp) => screen.findByRole('button', { name });

describe('bill runs at the desk', () => {
  it('begin with a trial of a day, of all accounts that are due or of some', async () => {
    let runs: ReadonlyArray<BillRun> = [];
    desk(() => runs, { 'billRuns.tryRun': { id: 7 } });
    expect(await screen.findByText('No bill run yet')).toBeTruthy();
    expect((screen.getByLabelText('Bill day') as HTMLInputElement).value).toBe(today);
    fireEvent.change(screen.getByLabelText('Accounts'), { target: { value: '8810482291, 8810482299' } });
    runs = [run({ selected: true, accounts: 2 })];
    fireEvent.click(await button(/^Try the run/));
    await waitFor(() => expect(sent('billRuns.tryRun')).toEqual([{ day: today, accounts: ['8810482291', '8810482299'] }]));
    expect(await screen.findByText('Trial of 5 Dec 2026, 2 chosen accounts')).toBeTruthy();
  });

  it('show what the trial comes to and what stands out, each with the figures it is judged by', async () => {
    desk(() => [run()]);
    expect((await screen.findByLabelText('What it comes to')).textContent).toMatch(/^Accounts13Bills it would make13In suspense2Net\$1,000\.00.*Tax\$86\.00.*Total\$1,086\.00/);
    const grid = await screen.findByRole('grid', { name: 'What stands out' });
    const [, first] = within(grid).getAllByRole('row');
    expect(first?.textContent).toMatch(/^Over three times the usual8810482291The bill is \$348\.97; \$95\.00 is usual\.\$348\.97.*\$95\.00/);
    fireEvent.click(first!);
    expect((await screen.findByRole('status', { name: 'Account 8810482291' })).textContent).toContain('Earlier bills$94.00, $95.00, $96.00');
    fireEvent.change(screen.getByLabelText('What stands out', { selector: 'select, input' }), { target: { value: 'noUsage' } });
    await waitFor(() => expect(sent('billRuns.findings')).toContainEqual({ id: 7, kind: 'noUsage' }));
  });

  it('are made final only through a sheet that names bills and sum', async () => {
    desk(() => [run()], { 'billRuns.makeFinal': { id: 8 } });
    fireEvent.click(await button(/^Make final/));
    expect(sent('billRuns.makeFinal')).toEqual([]);
    const sheet = await screen.findByRole('dialog', { name: 'Make the bills of this trial' });
    expect(sheet.textContent).toContain('13 bills of 5 Dec 2026, $1,086.00 in all.');
    fireEvent.click(within(sheet).getByRole('button', { name: /^Make 13 bills/ }));
    await waitFor(() => expect(sent('billRuns.makeFinal')).toEqual([{ id: 7 }]));
  });

  it('say why a trial can\'t be made final, and why it was refused', async () => {
    desk(() => [run({ day: '2027-01-05' })]);
    expect((await button(/^Make final/)).getAttribute('aria-disabled')).toBe('true');
    cleanup();
    desk(() => [run()], { 'billRuns.makeFinal': new CareFailure('CONFLICT', 'The catalog changed since the trial. Try the run again first.', 'K-1') });
    fireEvent.click(await button(/^Make final/));
    fireEvent.click(await button(/^Make 13 bills/));
    expect((await screen.findByRole('alert')).textContent).toBe('The catalog changed since the trial. Try the run again first.');
  });

  it('show progress and workers while they run, and can be paused, resumed and cancelled', async () => {
    let state: Partial<BillRun> = { mode: 'final', state: 'running', done: 4, workers: 2, doneAt: null };
    desk(() => [run(state)], { 'billRuns.pause': { id: 7 }, 'billRuns.resume': { id: 7 }, 'billRuns.cancel': { id: 7 } });
    expect((await screen.findByRole('progressbar', { name: 'Bill run' })).getAttribute('aria-valuenow')).toBe('4');
    expect(screen.getByText('2 workers at it')).toBeTruthy();
    expect(screen.getByText('4 of 13 accounts')).toBeTruthy();
    state = { ...state, state: 'paused', workers: 0 };
    fireEvent.click(await button(/^Pause run/));
    await waitFor(() => expect(sent('billRuns.pause')).toEqual([{ id: 7 }]));
    fireEvent.click(await button(/^Resume run/));
    await waitFor(() => expect(sent('billRuns.resume')).toEqual([{ id: 7 }]));
    fireEvent.click(await button(/^Cancel run/));
    const sheet = await screen.findByRole('dialog', { name: 'Cancel what is left of this run' });
    expect(sheet.textContent).toContain('13 bills made so far stay.');
    fireEvent.click(within(sheet).getByRole('button', { name: /^Cancel run/ }));
    await waitFor(() => expect(sent('billRuns.cancel')).toEqual([{ id: 7 }]));
  });

  it('list accounts that could not be billed, and bill them again', async () => {
    desk(() => [run({ mode: 'final', totals: { ...run().totals, findings: { error: 1 } } })], { 'billRuns.findings': { rows: [broken], next: null }, 'billRuns.retry': { id: 7 } });
    expect(await within(await screen.findByRole('grid', { name: 'What stands out' })).findByText('The bill is not in the currency of the account.')).toBeTruthy();
    fireEvent.click(await button(/^Bill 1 account again/));
    await waitFor(() => expect(sent('billRuns.retry')).toEqual([{ id: 7 }]));
  });

  it.each([
    [{ state: 'paused', problem: 'The catalog changed while the run was under way.' }, 'The run stopped. The catalog changed while the run was under way.'],
    [{ state: 'running', workers: 0, done: 0 }, 'Waiting for a worker.'],
    [{ state: 'cancelled', done: 4 }, 'Cancelled by careworker after 4 of 13 accounts. Bills that were made stay.'],
    [{ finalId: 8 }, 'Made final.'],
  ] as const)('say how they stand: %j', async (part, said) => {
    desk(() => [run(part)]);
    await waitFor(() => expect(document.querySelector('.ops-outcome')?.textContent).toContain(said));
    expect(screen.queryByRole('button', { name: /^Make final/ })).toBeNull();
  });

  it('say that they did not load', async () => {
    desk(() => [], { 'billRuns.runs': new CareFailure('UNAVAILABLE', 'The database does not answer.', 'K-2') });
    expect(await screen.findByText('The bill runs did not load')).toBeTruthy();
  });
});

describe('the words of a bill run', () => {
  it('say what was chosen, and what is wrong in a choice', () => {
    expect(runTitle(run())).toBe('Trial of 5 Dec 2026, all accounts due');
    expect(runChoiceOf({ day: today, numbers: ' 1, 2;1 ' })).toEqual({ day: today, accounts: ['1', '2'] });
    expect(runFormProblem({ day: '', numbers: '' }, today)).toBe('Choose the bill day first.');
    expect(runFormProblem({ day: '2027-03-05', numbers: '' }, today)).toBe('Choose a day of the next two months.');
    expect(runFormProblem({ day: today, numbers: '' }, today)).toBeNull();
  });

  it('say why a bill stands out', () => {
    const facts = high.facts!;
    expect(findingSentence({ ...high, kind: 'negative', facts: { ...facts, total: -500 } })).toBe('The bill gives back $5.00: it becomes credit on the account.');
    expect(findingSentence({ ...high, kind: 'zero', facts: { ...facts, total: 0, charges: 0, tax: 0 } })).toBe('The bill comes to nothing; earlier ones did not.');
    expect(findingSentence({ ...high, kind: 'suspense', facts: { ...facts, suspended: 1, unpriced: 2 } })).toBe('1 record of its lines waits in suspense, and 2 events have no price: not on this bill.');
  });
});
