import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetDrafts, keepDrafts } from '../../src/renderer/platform/draft-keeper.ts';
import { queryClient } from '../../src/renderer/platform/queries.ts';
import { useDraft } from '../../src/renderer/platform/use-draft.ts';

const desk = vi.hoisted(() => ({ kept: new Map<string, string>(), saves: [] as string[], broken: false }));
vi.mock('../../src/renderer/platform/care.ts', async () => {
  const { callsOver } = await import('../../src/renderer/platform/client.ts');
  const answer = async (path: ReadonlyArray<string>, input: unknown) => {
    const { key, body } = input as { readonly key: string; readonly body: string };
    const call = path.join('.');
    if (desk.broken) throw Object.assign(new Error('gone'), { code: 'INTERRUPTED' });
    if (call === 'customers.draft') return { key, body: desk.kept.get(key) ?? null, savedAt: desk.kept.has(key) ? '2026-11-18T18:42:00.000Z' : null };
    if (call === 'customers.saveDraft') {
      desk.kept.set(key, body);
      desk.saves.push(body);
      return { savedAt: '2026-11-18T18:43:00.000Z' };
    }
    desk.kept.delete(key);
    return { key };
  };
  return { care: callsOver({ call: answer, relay: () => undefined }) };
});

function Notes({ name = 'notes:1' }: { readonly name?: string }) {
  const draft = useDraft(name, { customerId: null, title: 'Notes' });
  return <><textarea aria-label="Notes" value={draft.text} readOnly={!draft.ready} onChange={(event) => draft.setText(event.target.value)} /><output>{`${draft.failed ? 'failed' : 'well'} ${draft.savedAt ?? 'never'}`}</output><button type="button" onClick={draft.drop}>Drop</button></>;
}
const show = () => render(<QueryClientProvider client={queryClient}><Notes /></QueryClientProvider>);
const box = () => screen.getByLabelText<HTMLTextAreaElement>('Notes');
const type = (text: string) => fireEvent.change(box(), { target: { value: text } });
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

beforeEach(() => {
  vi.useFakeTimers();
  desk.kept.clear();
  desk.saves.length = 0;
  desk.broken = false;
  queryClient.clear();
  forgetDrafts();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('a draft', () => {
  it('is read once and kept half a second after the last key', async () => {
    desk.kept.set('notes:1', 'Says');
    show();
    await pass(1);
    expect(box().value).toBe('Says');
    type('Says the bill');
    await pass(300);
    type('Says the bill is high');
    await pass(499);
    expect(desk.saves).toEqual([]);
    await pass(2);
    expect(desk.saves).toEqual(['Says the bill is high']);
    expect(screen.getByRole('status').textContent).toBe('well 2026-11-18T18:43:00.000Z');
  });
  it('is kept although the screen was left before the pause was over, and stands there again', async () => {
    const { unmount } = show();
    await pass(1);
    type('Half a word');
    unmount();
    await pass(600);
    expect(desk.kept.get('notes:1')).toBe('Half a word');
    show();
    await pass(1);
    expect(box().value).toBe('Half a word');
  });
  it('is kept at once when the desk is about to be locked', async () => {
    show();
    await pass(1);
    type('Unsaved');
    await act(() => keepDrafts());
    expect(desk.saves).toEqual(['Unsaved']);
  });
  it('that could not be kept says so, loses nothing, and is tried again by itself', async () => {
    show();
    await pass(1);
    desk.broken = true;
    type('Important');
    await pass(600);
    expect(screen.getByRole('status').textContent).toMatch(/^failed/);
    expect(box().value).toBe('Important');
    desk.broken = false;
    await pass(5000);
    expect(desk.kept.get('notes:1')).toBe('Important');
    expect(screen.getByRole('status').textContent).toMatch(/^well/);
  });
  it('that is thrown away does not come back from a save that was waiting', async () => {
    show();
    await pass(1);
    type('Gone');
    fireEvent.click(screen.getByText('Drop'));
    await pass(6000);
    expect(desk.kept.size).toBe(0);
    expect(box().value).toBe('');
  });
});
