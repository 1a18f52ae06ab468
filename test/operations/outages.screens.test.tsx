import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Outage } from '../../src/contract/outages.ts';
import { OperationsScreen } from '../../src/renderer/operations/OperationsScreen.tsx';
import { outageProblem } from '../../src/renderer/operations/outage-words.ts';
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

const cut: Outage = { id: 4, label: 'Cable cut', place: 'WA/Seattle', service: 'fibre', began: '2026-11-03T22:00:00.000Z', ended: null, recordedBy: 'priya.natarajan', services: 132 };
const sent = (path: string) => line.call.mock.calls.filter(([called]) => called.join('.') === path).map(([, input]) => input);
function desk(answers: Readonly<Record<string, unknown>>) {
  line.call.mockImplementation(async (path) => {
    const given = { 'outages.all': [], 'outages.places': [{ place: 'WA', service: 'fibre', services: 210 }, { place: 'WA/Seattle', service: 'fibre', services: 132 }, { place: 'WA/Spokane', service: 'tv', services: 1 }], 'operations.imports': [], 'operations.suspense': { rows: [], next: null, total: 0 }, ...answers }[path.join('.')];
    const answer = typeof given === 'function' ? (given as () => unknown)() : given;
    if (answer instanceof Error) throw answer;
    return answer;
  });
  show(<OperationsScreen />, 'operator');
  fireEvent.click(screen.getByRole('radio', { name: 'Outages' }));
}

it('an outage is recorded for a kind of service and a place that has it, whose count is seen before', async () => {
  let all: Outage[] = [];
  desk({ 'outages.all': () => all, 'outages.record': () => { all = [cut]; return { id: 4 }; } });
  expect(await screen.findByText('No outage recorded')).toBeTruthy();
  const form = await screen.findByRole('form', { name: 'Record an outage' });
  const place = within(form).getByLabelText<HTMLSelectElement>('Place');
  expect(place.disabled).toBe(true);
  fireEvent.change(within(form).getByLabelText('What happened'), { target: { value: 'Cable cut' } });
  fireEvent.change(within(form).getByLabelText('Service'), { target: { value: 'fibre' } });
  expect([...place.options].map(({ text }) => text)).toEqual(['Choose', 'WA, 210 services', 'WA/Seattle, 132 services']);
  fireEvent.change(place, { target: { value: 'WA/Seattle' } });
  fireEvent.click(within(form).getByRole('button', { name: /Record the outage/ }));
  expect(sent('outages.record')).toEqual([]);
  fireEvent.change(within(form).getByLabelText('Began'), { target: { value: '2026-11-03T14:00' } });
  fireEvent.submit(form);
  await waitFor(() => expect(sent('outages.record')).toEqual([{ label: 'Cable cut', service: 'fibre', place: 'WA/Seattle', began: '2026-11-03T14:00', ended: null }]));
  expect(await screen.findByRole('form', { name: 'End the outage' })).toBeTruthy();
  expect((await screen.findByRole('grid', { name: 'Outages' })).textContent).toContain('LastsCable cutWA/SeattleFibre132');
});

it('an outage that lasts is ended with its time, and what the database refuses is told', async () => {
  desk({ 'outages.all': [cut], 'outages.end': new CareFailure('REFUSED', 'An outage ends after it began.', null) });
  fireEvent.click(await screen.findByText('Cable cut'));
  const form = await screen.findByRole('form', { name: 'End the outage' });
  fireEvent.change(within(form).getByLabelText('Ended at'), { target: { value: '2026-11-03T13:00' } });
  fireEvent.submit(form);
  await waitFor(() => expect(sent('outages.end')).toEqual([{ id: 4, ended: '2026-11-03T13:00' }]));
  expect((await screen.findByRole('alert')).textContent).toContain('after it began');
});

it.each([
  [{ label: 'x' }, 'Say what happened, in 3 letters or more.'], [{ service: '' as const }, 'Choose the kind of service.'], [{ place: '' }, 'Choose the place.'], [{ began: '' }, 'Say when it began.'],
  [{ ended: '2026-11-03T14:00' }, 'It must end after it began.'], [{}, null], [{ ended: '2026-11-03T14:01' }, null],
])('what is missing of an outage is said: %j', (part, problem) => {
  expect(outageProblem({ label: 'Cable cut', service: 'fibre', place: 'WA', began: '2026-11-03T14:00', ended: '', ...part })).toBe(problem);
});
