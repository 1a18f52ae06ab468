import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WrapUpCode } from '../../src/contract/customers.ts';
import { useCall } from '../../src/renderer/app/call.ts';
import { setCase } from '../../src/renderer/app/cases.ts';
import { NextPanel } from '../../src/renderer/customers/NextPanel.tsx';
import { draftSummary, dueInstant, followUpDays, suggestReason } from '../../src/renderer/customers/wrap-up.ts';
import { keepWrapUp } from '../../src/renderer/customers/wrap-up-store.ts';
import { setClock } from '../../src/renderer/platform/clock.ts';
import { queryClient } from '../../src/renderer/platform/queries.ts';
import { caseWith, customerId, type FakeLine, overviewWith, show } from './workspace-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<FakeLine>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));

const codes: ReadonlyArray<WrapUpCode> = [{ code: 'tech.down', group: 'Technical', label: 'no internet' }, { code: 'bill.high', group: 'Billing', label: 'high bill' }, { code: 'pay.how', group: 'Payments', label: 'how to pay' }];
const call = { id: 'c1', from: '+12065550142', to: 'Billing', startedAt: '2026-11-18T18:40:00.000Z', answeredAt: '2026-11-18T18:41:00.000Z', endedAt: null, state: 'active', heldAt: null, muted: false, customerId, name: 'Elena Marchetti', simulated: true } as const;
const sent = (path: string) => line.call.mock.calls.filter(([name]) => name.join('.') === path).map(([, input]) => input);
const settle = () => act(() => new Promise((done) => setTimeout(done, 20)));
const overview = overviewWith({ timeline: [{ at: '2026-11-18T18:43:00.000Z', group: 'money', kind: 'bill', title: 'Bill made', detail: '', tone: 'neutral' }, { at: '2026-11-01T00:00:00.000Z', group: 'money', kind: 'bill', title: 'Long ago', detail: '', tone: 'neutral' }] });

async function open(state: 'active' | 'wrapUp') {
  useCall.setState({ call: { ...call, state, endedAt: state === 'wrapUp' ? '2026-11-18T18:45:00.000Z' : null } });
  setCase(caseWith(['number', 'pin'], { level: 2 }));
  show(<NextPanel overview={overview} />);
  await settle();
}

beforeEach(() => {
  setClock('2026-11-18T18:45:30.000Z');
  queryClient.clear();
  keepWrapUp('c1', null);
  line.call.mockReset();
  line.call.mockImplementation(async (path, input) => {
    const name = path.join('.');
    if (name === 'customers.draft') return { key: input.key, body: 'Asks about roaming', savedAt: '2026-11-18T18:42:00.000Z' };
    if (name === 'customers.wrapUpCodes') return codes;
    if (name === 'customers.wrapUp') return { interactionId: 9 };
    if (name === 'customers.openCase') return caseWith([], { level: 0 });
    return { key: input?.key };
  });
});
afterEach(() => {
  cleanup();
  useCall.setState({ call: null });
});

describe('the wrap-up', () => {
  it('comes by itself when the call has ended, with the reason of its queue and the summary of notes, checks and deeds', async () => {
    await open('wrapUp');
    expect(screen.getByLabelText<HTMLSelectElement>('Reason').value).toBe('bill.high');
    expect(screen.getByLabelText<HTMLTextAreaElement>('Summary').value).toBe('Asks about roaming\nVerified by number on file, account PIN.\nBill made.');
  });
  it('is saved once with Ctrl+Enter; then the notes are dropped and the call is closed', async () => {
    await open('wrapUp');
    fireEvent.keyDown(screen.getByLabelText('Summary'), { key: 'Enter', ctrlKey: true });
    await settle();
    expect(sent('customers.wrapUp')).toEqual([{ customerId, callId: 'c1', from: '+12065550142', startedAt: '2026-11-18T18:41:00.000Z', endedAt: '2026-11-18T18:45:00.000Z', reason: 'bill.high', outcome: 'solved', summary: 'Asks about roaming\nVerified by number on file, account PIN.\nBill made.', followUp: null }]);
    expect(sent('customers.dropDraft')).toEqual([{ key: 'notes:17' }]);
    expect(useCall.getState().call).toBeNull();
  });
  it('with a follow-up wants to know what is to be done, then sends the moment in the zone of the operator', async () => {
    await open('wrapUp');
    fireEvent.click(screen.getByLabelText('Follow-up'));
    fireEvent.click(screen.getByRole('button', { name: /Save wrap-up/ }));
    expect(screen.getByRole('alert').textContent).toBe('Say what is to be done.');
    expect(sent('customers.wrapUp')).toEqual([]);
    fireEvent.change(screen.getByLabelText('What is to be done'), { target: { value: 'Call back' } });
    fireEvent.click(screen.getByRole('button', { name: /Save wrap-up/ }));
    await settle();
    expect(sent('customers.wrapUp')).toMatchObject([{ outcome: 'followUp', followUp: { title: 'Call back', dueAt: '2026-11-19T18:00:00.000Z' } }]);
  });
  it('during a call can be filled in but not saved', async () => {
    await open('active');
    fireEvent.click(screen.getByRole('button', { name: 'Wrap up' }));
    fireEvent.click(screen.getByRole('button', { name: /Save wrap-up/ }));
    await settle();
    expect(sent('customers.wrapUp')).toEqual([]);
    expect(screen.getByText('End the call first (Shift+F9).')).toBeTruthy();
  });
  it('that was refused keeps what was typed and says why', async () => {
    await open('wrapUp');
    const kept = line.call.getMockImplementation();
    line.call.mockImplementation(async (path, input) => {
      if (path.join('.') === 'customers.wrapUp') throw Object.assign(new Error('The database does not answer.'), { code: 'UNAVAILABLE', sentence: 'The database does not answer.' });
      return kept?.(path, input);
    });
    fireEvent.click(screen.getByRole('button', { name: /Save wrap-up/ }));
    await settle();
    expect(screen.getByRole('alert').textContent).toContain('The database does not answer.');
    expect(useCall.getState().call).not.toBeNull();
    expect(sent('customers.dropDraft')).toEqual([]);
  });
});

describe('the words of a wrap-up', () => {
  it('take the reason from the queue before the notes', () => {
    expect(suggestReason(codes, { queue: 'Technical support', notes: 'asks how to pay the bill', suggestions: [] })?.code).toBe('tech.down');
    expect(suggestReason(codes, { queue: '', notes: 'asks how to pay', suggestions: [] })?.code).toBe('pay.how');
    expect(suggestReason([], { queue: 'x', notes: '', suggestions: [] })).toBeUndefined();
  });
  it('of a call in which nothing happened are empty', () => {
    expect(draftSummary('', caseWith([]).checks, [], '2026-11-18T18:40:00.000Z')).toBe('');
  });
  it('name the days ahead with their weekday', () => {
    expect(followUpDays('2026-11-18').slice(0, 3).map((day) => day.label)).toEqual(['Today', 'Tomorrow', 'Fri 20 Nov']);
  });
  it('turn day and time into the moment of the zone, and nothing else', () => {
    expect(dueInstant('2026-07-01', '09:30', 'America/Los_Angeles')).toBe('2026-07-01T16:30:00.000Z');
    expect(dueInstant('', '09:30', 'America/Los_Angeles')).toBeUndefined();
  });
});
