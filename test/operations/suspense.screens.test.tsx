import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SuspendedRecord } from '../../src/contract/operations.ts';
import { OperationsScreen } from '../../src/renderer/operations/OperationsScreen.tsx';
import { freedOf, placesWords } from '../../src/renderer/operations/suspense-words.ts';
import { useSuspense } from '../../src/renderer/operations/use-suspense.ts';
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

const record = (id: number, part: Partial<SuspendedRecord> = {}): SuspendedRecord => ({ id, file: 'oct.csv', line: id + 100, key: `key-${id}`, reason: 'unknownService', row: `"1206${id}","2026-10-02"`, at: '2026-11-17T10:00:00.000Z', ...part });
const imported = (id: number, file: string, suspended: number) => ({ id, file, format: 'asterisk', at: '2026-11-17T10:00:00.000Z', login: 'priya.natarajan', rows: 100, accepted: 90, duplicates: 0, unanswered: 0, suspended, rejected: 0 });
const sent = (path: string) => line.call.mock.calls.filter(([called]) => called.join('.') === path).map(([, input]) => input);
const PAGE = 2;
/** Shows suspense as the calls answer it: pages of two, newest first, of what `held` gives at that time. */
function desk(held: () => ReadonlyArray<SuspendedRecord>, retry: () => unknown = () => ({ accepted: 0, late: 0, known: 0, left: held().length }), shown = <OperationsScreen />) {
  line.call.mockImplementation(async (path, input) => {
    const asked = (input ?? {}) as { readonly before?: number; readonly reason?: string };
    switch (path.join('.')) {
      case 'operations.suspense': {
        const all = held().filter(({ reason }) => !asked.reason || reason === asked.reason).toSorted((one, other) => other.id - one.id);
        const rest = all.filter(({ id }) => asked.before === undefined || id < asked.before);
        return { rows: rest.slice(0, PAGE), next: rest.length > PAGE ? rest[PAGE - 1]!.id : null, total: all.length };
      }
      case 'operations.retrySuspense': {
        const answer = retry();
        if (answer instanceof Error) throw answer;
        return answer;
      }
      case 'operations.imports': return [imported(2, 'nov.csv', 3), imported(1, 'oct.csv', 2), imported(3, 'clean.csv', 0)];
      default: return [];
    }
  });
  show(shown, 'operator');
}
const lines = async () => within(await screen.findByRole('grid', { name: 'Usage in suspense' })).getAllByRole('row').slice(1).map((row) => row.textContent);

describe('suspense at the desk', () => {
  it('shows the record as it came, why it waits and what cures it, and puts it away again', async () => {
    desk(() => [record(5), record(4, { reason: 'noPrice' })]);
    fireEvent.click(await screen.findByText('"12065","2026-10-02"'));
    const shown = within(await screen.findByRole('status', { name: 'Record in suspense' }));
    expect(shown.getByText(/Add the service or correct its line/)).toBeTruthy();
    expect(shown.getByLabelText('Row as it came').textContent).toBe('"12065","2026-10-02"');
    expect(shown.getByText(/oct\.csv, line 105, since .*, key key-5/)).toBeTruthy();
    fireEvent.click(shown.getByRole('button', { name: 'Close the record' }));
    expect(screen.queryByRole('status', { name: 'Record in suspense' })).toBeNull();
  });

  it('is narrowed by reason and by file', async () => {
    desk(() => [record(9), record(8), record(7), record(6, { file: 'nov.csv' }), record(5, { file: 'nov.csv', reason: 'noPrice' })]);
    await screen.findByText('"12069","2026-10-02"');
    const files = await waitFor(() => {
      const found = within(screen.getByLabelText('File')).getAllByRole('option').map((option) => option.textContent);
      expect(found).toHaveLength(3);
      return found;
    });
    expect(files).toEqual(['All files', 'nov.csv', 'oct.csv']);
    fireEvent.change(screen.getByLabelText('File'), { target: { value: 'nov.csv' } });
    await waitFor(async () => expect(await lines()).toEqual([expect.stringContaining('nov.csv106'), expect.stringContaining('nov.csv105')]));
    expect(screen.getByText('2 records')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'noPrice' } });
    await waitFor(async () => expect(await lines()).toEqual([expect.stringContaining('nov.csv105')]));
    expect(sent('operations.suspense').at(-1)).toEqual({ reason: 'noPrice' });
    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'ambiguousTime' } });
    expect(await screen.findByText('Nothing for this choice')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
    await waitFor(async () => expect((await lines()).length).toBeGreaterThanOrEqual(PAGE));
  });

  it('looks for a file through all pages by itself, and says that it is still looking', async () => {
    const Probe = ({ file }: { readonly file: string }) => {
      const { rows, looking } = useSuspense({ reason: '', file });
      return <p>{looking ? 'Looking' : `Found ${rows.map(({ id }) => id).join()}`}</p>;
    };
    desk(() => [record(9), record(8), record(7), record(6), record(5, { file: 'nov.csv' })], undefined, <Probe file="" />);
    expect(await screen.findByText('Found 9,8')).toBeTruthy();
    expect(sent('operations.suspense')).toEqual([{}]);
    cleanup();
    line.call.mockClear();
    show(<Probe file="nov.csv" />, 'operator');
    expect(await screen.findByText('Looking')).toBeTruthy();
    expect(await screen.findByText('Found 5')).toBeTruthy();
    expect(sent('operations.suspense')).toEqual([{}, { before: 8 }, { before: 6 }]);
  });

  it('is tried again, says how many were accepted and which of those that are listed', async () => {
    let held = [record(9), record(8, { file: 'nov.csv' })];
    desk(() => held, () => {
      held = held.slice(1);
      return { accepted: 1, late: 1, known: 0, left: held.length };
    });
    await screen.findByText('"12069","2026-10-02"');
    fireEvent.click(screen.getByRole('button', { name: 'Try all again' }));
    await waitFor(() => expect(screen.getByText('Tried again.').closest('[role=status]')?.textContent).toBe('Tried again. 1 accepted. 1 came after its period was billed and stands on the next bill. 1 still in suspense. Of those listed: oct.csv line 109.'));
    expect(sent('operations.retrySuspense')).toEqual([undefined]);
    expect(await lines()).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', { name: 'Close what happened' }));
    expect(screen.queryByText('Tried again.')).toBeNull();
  });

  it('says where nothing new could be used, why a try failed, and that there is nothing', async () => {
    desk(() => [record(9)]);
    await screen.findByText('"12069","2026-10-02"');
    fireEvent.click(screen.getByRole('button', { name: 'Try all again' }));
    expect((await screen.findByText('Tried again.')).closest('[role=status]')?.textContent).toBe('Tried again. Nothing new could be used. 1 still in suspense.');
    cleanup();
    desk(() => [record(9)], () => new CareFailure('UNAVAILABLE', 'The database does not answer.', 'K-1'));
    await screen.findByText('"12069","2026-10-02"');
    fireEvent.click(screen.getByRole('button', { name: 'Try all again' }));
    expect((await screen.findByRole('alert')).textContent).toBe('The database does not answer.');
    cleanup();
    desk(() => []);
    expect(await screen.findByText('Nothing in suspense')).toBeTruthy();
    expect(screen.getByRole('button', { name: /^Try all again/ }).getAttribute('aria-disabled')).toBe('true');
  });

  it('tells as freed only what is surely gone, and names its places', () => {
    const [nine, eight, seven, six] = [record(9), record(8), record(7), record(6)];
    expect(freedOf([nine, eight, seven], [nine, seven], false)).toEqual([eight]);
    expect(freedOf([nine, eight, seven, six], [nine, seven], true)).toEqual([eight]);
    expect(freedOf([nine, eight], [], false)).toEqual([nine, eight]);
    expect(placesWords([nine, eight, record(1, { file: 'nov.csv' })])).toBe('oct.csv lines 108, 109; nov.csv line 101');
    expect(placesWords([1, 2, 3, 4].map((id) => record(id)), 2)).toBe('oct.csv lines 101, 102 and 2 more');
  });
});
