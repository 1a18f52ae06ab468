import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppState } from '../../src/contract/staff.ts';
import { App } from '../../src/renderer/app/App.tsx';
import { MessageBell } from '../../src/renderer/app/MessageBell.tsx';
import { showMessages } from '../../src/renderer/app/overlays.ts';
import { takeState } from '../../src/renderer/app/session.ts';
import { setClock } from '../../src/renderer/platform/clock.ts';
import { showToast, toastsFor, useToasts } from '../../src/renderer/ui/toast-store.ts';
import { type FakeLine, show } from '../customers/workspace-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<FakeLine>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));
// The desk itself is not needed to see who sits at it.
vi.mock('../../src/renderer/app/Shell.tsx', () => ({ Shell: () => null }));

const say = (...toasts: ReadonlyArray<Parameters<typeof showToast>[0]>) => act(() => toasts.forEach(showToast));
const bell = () => screen.getByRole('button', { name: /^Messages/ });
const listed = () => screen.getAllByRole('listitem').map((one) => one.textContent);

beforeEach(() => {
  setClock('2026-11-18T18:42:10.000Z');
  toastsFor('someone else');
  toastsFor('nadia');
  line.call.mockImplementation(() => new Promise(() => undefined));
});
afterEach(cleanup);

describe('the bell', () => {
  it('says that there is nothing yet', () => {
    show(<MessageBell />);
    fireEvent.click(bell());
    expect(screen.getByRole('dialog', { name: 'Messages' }).textContent).toContain('No messages yet');
  });
  it('lists what was said, the last one first, with its time and how it ended', () => {
    show(<MessageBell />);
    say({ text: 'Copied for the notes', tone: 'pos' }, { text: 'The bill was not made.', tone: 'neg' });
    fireEvent.click(bell());
    expect(listed()).toEqual(['Failed: The bill was not made.10:42', 'Copied for the notes10:42']);
    expect(bell().getAttribute('aria-expanded')).toBe('true');
  });
  it('opens without the mouse with the list in focus, and Esc gives the focus back', () => {
    show(<MessageBell />);
    say({ text: 'Call saved' });
    bell().focus();
    act(() => showMessages(true));
    expect(document.activeElement).toBe(screen.getByRole('list', { name: 'Messages, the last one first' }));
    fireEvent.keyDown(screen.getByRole('list'), { key: 'Escape' });
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(bell());
  });
  it('counts results that were to stay until closed and were pushed away, until they are read', () => {
    show(<MessageBell />);
    say({ text: 'Call saved' }, { text: 'Bill 2611-1 made', stays: true });
    expect(bell().getAttribute('aria-label')).toBe('Messages');
    say({ text: 'Not copied.', tone: 'neg' }, { text: 'Copied' });
    expect(bell().getAttribute('aria-label')).toBe('Messages, 2 not seen');
    fireEvent.click(bell());
    expect(bell().getAttribute('aria-label')).toBe('Messages');
  });
  it('does not count what was closed by hand', () => {
    show(<MessageBell />);
    say({ text: 'Not copied.', tone: 'neg' });
    act(() => useToasts.getState().close());
    say({ text: 'Copied' });
    expect(bell().getAttribute('aria-label')).toBe('Messages');
  });
});

describe('what was said to one person', () => {
  const me = { login: 'nadia', name: 'Nadia Okafor', role: 'agent', team: 'Care', extension: '104', passwordGiven: false } as const;
  const state: AppState = { version: '1.0.0', connection: { kind: 'demo', label: 'Demo', problem: null, opening: false }, operator: 'Northwind', currency: 'USD', zone: 'America/Los_Angeles', now: '2026-11-18T18:42:00.000Z', demoAccounts: [], me, locked: false };
  const texts = () => useToasts.getState().history.map(({ text }) => text);

  it('is kept while the desk is locked, gone after the sign-out, and never shown to another', async () => {
    line.call.mockImplementation(async (path) => (path.join('.') === 'staff.appState' ? state : new Promise(() => undefined)));
    render(<App />);
    await waitFor(() => expect(useToasts.getState().reader).toBe('nadia'));
    say({ text: 'Bill 2611-1 made', stays: true });
    act(() => takeState({ ...state, me: null, locked: true }));
    await screen.findByRole('form', { name: 'Unlock' });
    act(() => takeState(state));
    await waitFor(() => expect(screen.queryByRole('form', { name: 'Unlock' })).toBeNull());
    expect(texts()).toEqual(['Bill 2611-1 made']);
    act(() => takeState({ ...state, me: null }));
    await screen.findByLabelText('User name');
    expect([texts(), useToasts.getState().current, screen.queryByText('Bill 2611-1 made')]).toEqual([[], null, null]);
    say({ text: 'Said before the sign-in' });
    act(() => takeState({ ...state, me: { ...me, login: 'marcus', name: 'Marcus Reyes' } }));
    await waitFor(() => expect(useToasts.getState().reader).toBe('marcus'));
    expect(texts()).toEqual([]);
  });
});
