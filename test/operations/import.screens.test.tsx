import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImportProgress } from '../../src/contract/operations.ts';
import type { ImportResult } from '../../src/contract/usage.ts';
import { retrySentence, resultSentence, uncounted } from '../../src/renderer/operations/import-words.ts';
import { OperationsScreen } from '../../src/renderer/operations/OperationsScreen.tsx';
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

const result: ImportResult = { file: 'a.csv', rows: 100, accepted: 80, duplicates: 5, unanswered: 10, suspended: 3, rejected: [{ line: 7, reason: 'The end is before the start.' }, { line: 9, reason: 'No duration.' }], repeated: false };
const guessed = { format: 'asterisk', zone: 'America/Los_Angeles', lineFrom: 'accountcode', seventeenth: 'uniqueid', countryPrefix: '1' } as const;
const sent = (path: string) => line.call.mock.calls.filter(([called]) => called.join('.') === path).map(([, input]) => input);

/** A desk whose import tells `steps` one by one as they are let through. */
function desk(steps: ReadonlyArray<ImportProgress | Error>) {
  let let1 = () => undefined as void;
  async function* run() {
    for (const step of steps) {
      await new Promise<void>((next) => (let1 = next));
      if (step instanceof Error) throw step;
      yield step;
    }
  }
  line.call.mockImplementation(async (path) => {
    switch (path.join('.')) {
      case 'pickFile': return { path: '/data/a.csv' };
      case 'operations.guessProfile': return { file: 'a.csv', profile: guessed, firstLines: ['first line', 'second line'], rows: 100 };
      case 'operations.importUsage': return run();
      case 'operations.suspense': return { rows: [], next: null, total: 0 };
      default: return [];
    }
  });
  return () => let1();
}
const choose = async () => {
  show(<OperationsScreen />, 'operator');
  fireEvent.click(screen.getByRole('button', { name: 'Choose file' }));
  await screen.findByText('a.csv', { selector: '.strong' });
};

describe('the import of usage', () => {
  it('shows how the file will be read, and imports it as it was corrected', async () => {
    const next = desk([{ kind: 'progress', done: 40, of: 100, step: 'Reading' }, { kind: 'result', result }]);
    await choose();
    expect(screen.getByLabelText('First lines of the file').textContent).toBe('first line\nsecond line');
    fireEvent.change(screen.getByLabelText('17th column'), { target: { value: 'userfield' } });
    expect(screen.getByText('Changed by you')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Import file' }));
    await waitFor(() => expect(sent('operations.importUsage')).toEqual([{ path: '/data/a.csv', profile: { ...guessed, seventeenth: 'userfield' } }]));
    await waitFor(() => { next(); expect(screen.getByRole('progressbar', { name: 'Import' }).getAttribute('aria-valuenow')).toBe('40'); });
    await waitFor(() => { next(); expect(screen.getByText('80 of 100 rows accepted, 3 in suspense, 2 rejected.')).toBeTruthy(); });
    expect(screen.getByRole('grid', { name: 'Rejected rows' }).textContent).toContain('7The end is before the start.');
  });
  it('says what is wrong in a field before anything is sent', async () => {
    desk([]);
    await choose();
    fireEvent.change(screen.getByLabelText('Time zone of the times'), { target: { value: 'Mars/Olympus' } });
    expect(screen.getByRole('alert').textContent).toBe('Enter a time zone such as America/New_York.');
    fireEvent.click(screen.getByRole('button', { name: /Import file/ }));
    expect(sent('operations.importUsage')).toEqual([]);
  });
  it('that fails says that nothing was imported', async () => {
    const next = desk([Object.assign(new Error('The database does not answer.'), { code: 'UNAVAILABLE' })]);
    await choose();
    fireEvent.click(screen.getByRole('button', { name: 'Import file' }));
    await waitFor(() => { next(); expect(screen.getByRole('alert').textContent).toContain('Nothing was imported. The database does not answer.'); });
  });
  it('of a file that was imported before says that nothing changed', () => {
    expect(resultSentence({ ...result, repeated: true })).toBe('This file was imported before: nothing changed.');
  });
  it('notices a row that is in no count', () => {
    expect([uncounted(result), uncounted({ ...result, accepted: 79 })]).toEqual([0, 1]);
  });
});

describe('suspense', () => {
  it('that cannot be used yet is said as it is', () => {
    expect([retrySentence({ accepted: 0, late: 0, known: 0, left: 12 }), retrySentence({ accepted: 0, late: 0, known: 0, left: 0 }), retrySentence({ accepted: 7, late: 0, known: 0, left: 412 }), retrySentence({ accepted: 7, late: 2, known: 1, left: 0 })]).toEqual(['Nothing new could be used. 12 still in suspense.', 'Nothing is in suspense.', '7 accepted, 412 still in suspense.',
      '7 accepted, 1 known already. 2 came after their periods were billed and stand on the next bill. Nothing left in suspense.']);
  });
});
