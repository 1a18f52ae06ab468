import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallNotes } from '../../src/renderer/customers/CallNotes.tsx';
import { useNotes } from '../../src/renderer/customers/use-notes.ts';
import { forgetDrafts } from '../../src/renderer/platform/draft-keeper.ts';
import { queryClient } from '../../src/renderer/platform/queries.ts';
import { customerId, type FakeLine, show } from './workspace-kit.tsx';

const line = vi.hoisted(() => ({ call: vi.fn<FakeLine>() }));
vi.mock('../../src/renderer/platform/line.ts', () => ({ openLine: () => ({ call: line.call, relay: () => undefined }) }));

const onWrapUp = vi.fn<() => void>();
function Notes({ locked = null }: { readonly locked?: string | null }) {
  const notes = useNotes(customerId);
  return <CallNotes customerId={customerId} notes={notes} reason="Billing, high bill" locked={locked} onWrapUp={onWrapUp} />;
}
const saves = () => line.call.mock.calls.filter(([path]) => path.join('.') === 'customers.saveDraft').map(([, input]) => input);
const field = () => screen.getByLabelText<HTMLTextAreaElement>('Call notes');
const type = (text: string) => fireEvent.change(field(), { target: { value: text } });
const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
let savedAt = '2026-11-18T18:42:00.000Z';
let refused = false;

async function open(locked: string | null = null) {
  const shown = show(<Notes locked={locked} />);
  await wait(1);
  return shown;
}

beforeEach(() => {
  vi.useFakeTimers();
  queryClient.clear();
  forgetDrafts();
  onWrapUp.mockReset();
  refused = false;
  savedAt = '2026-11-18T18:42:00.000Z';
  line.call.mockReset();
  line.call.mockImplementation(async (path, input) => {
    if (path.join('.') === 'customers.draft') return { key: input.key, body: 'Was in Mexico.', savedAt: '2026-11-18T18:30:00.000Z' };
    if (refused) throw new Error('gone');
    return { savedAt };
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('the call notes', () => {
  it('come back as they were kept', async () => {
    const { container } = await open();
    expect(field().value).toBe('Was in Mexico.');
    expect(container.textContent).toContain('Saved 10:30');
  });
  it('are kept once, half a second after the last key', async () => {
    const { container } = await open();
    type('Says the bill');
    await wait(400);
    type('Says the bill is too high');
    expect(container.textContent).toContain('Saving…');
    await wait(400);
    expect(saves()).toEqual([]);
    await wait(200);
    expect(saves()).toEqual([{ key: 'notes:17', customerId, title: 'Call notes', body: 'Says the bill is too high' }]);
    expect(container.textContent).toContain('Saved 10:42');
  });
  it('that could not be kept say so, stay as typed, and are kept by trying again', async () => {
    const { container } = await open();
    refused = true;
    type('Call back on Monday');
    await wait(600);
    expect(screen.getByRole('alert').textContent).toContain('Not saved');
    expect(field().value).toBe('Call back on Monday');
    refused = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await wait(600);
    expect(saves()).toHaveLength(2);
    expect(container.textContent).toContain('Saved 10:42');
  });
  it('are kept though the screen is left before the pause is over', async () => {
    const { unmount } = await open();
    type('Left early');
    unmount();
    await wait(600);
    expect(saves()).toMatchObject([{ body: 'Left early' }]);
  });
  it('lead to the wrap-up with Ctrl+Enter, and with Enter alone only to a new line', async () => {
    await open();
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(onWrapUp).not.toHaveBeenCalled();
    fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true });
    expect(onWrapUp).toHaveBeenCalledOnce();
  });
  it('without a call say why there is nothing to wrap up', async () => {
    await open('There is no call to wrap up.');
    fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true });
    expect(onWrapUp).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: 'Wrap up' }).getAttribute('aria-disabled')).toBe('true');
  });
});
