import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useTableKeeping } from '../../src/renderer/app/use-table-keeping.ts';
import { forgetDrafts, keepDrafts } from '../../src/renderer/platform/draft-keeper.ts';
import { asMade, withHidden, withWidths } from '../../src/renderer/ui/table-layout.ts';
import { arrange, useTableLayouts } from '../../src/renderer/ui/table-layouts.ts';

const server = vi.hoisted(() => ({ who: 'nadia', rows: new Map<string, string>(), broken: false }));
vi.mock('../../src/renderer/platform/care.ts', async () => {
  const { callsOver } = await import('../../src/renderer/platform/client.ts');
  const answer = async (path: ReadonlyArray<string>, input: unknown) => {
    const { key, body } = input as { readonly key: string; readonly body: string };
    if (server.broken) throw Object.assign(new Error('gone'), { code: 'INTERRUPTED' });
    if (path.at(-1) === 'draft') return { key, body: server.rows.get(`${server.who} ${key}`) ?? null, savedAt: null };
    server.rows.set(`${server.who} ${key}`, body);
    return { savedAt: '2026-11-18T18:43:00.000Z' };
  };
  return { care: callsOver({ call: answer, relay: () => undefined }) };
});

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const layouts = () => useTableLayouts.getState().layouts;
const keptFor = (who: string) => JSON.parse(server.rows.get(`${who} prefs.tables`) ?? 'null') as unknown;
/** A person sits down; the way out, as at signing out, keeps what waits. */
async function sits(who: string) {
  server.who = who;
  const seat = renderHook(() => useTableKeeping(who));
  await pass(1);
  return {
    ready: () => seat.result.current,
    leaves: async () => {
      await act(keepDrafts);
      seat.unmount();
      forgetDrafts();
    },
  };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  server.rows.clear();
  server.broken = false;
  vi.useRealTimers();
});

describe('the columns a person arranged', () => {
  it('are kept a moment after the last change, and come back after others sat here', async () => {
    const nadia = await sits('nadia');
    expect(nadia.ready()).toBe(true);
    arrange('charges', (before) => withWidths(before, { amount: 140 }));
    await pass(700);
    arrange('charges', (before) => withHidden(before, 'period', true));
    await pass(700);
    expect(keptFor('nadia')).toBeNull();
    await pass(200);
    const arranged = { charges: { ...asMade, widths: { amount: 140 }, hidden: ['period'] } };
    expect(keptFor('nadia')).toEqual(arranged);
    await nadia.leaves();

    const marcus = await sits('marcus');
    expect(layouts()).toEqual({});
    arrange('staff', (before) => withHidden(before, 'team', true));
    await marcus.leaves();
    expect(keptFor('marcus')).toEqual({ staff: { ...asMade, hidden: ['team'] } });

    await sits('nadia');
    expect(layouts()).toEqual(arranged);
  });
  it('are never written over where they could not be read', async () => {
    server.rows.set('omar prefs.tables', JSON.stringify({ charges: { ...asMade, hidden: ['period'] } }));
    server.broken = true;
    const omar = await sits('omar');
    expect(omar.ready()).toBe(true);
    server.broken = false;
    arrange('charges', (before) => withWidths(before, { amount: 140 }));
    await pass(5000);
    expect(keptFor('omar')).toEqual({ charges: { ...asMade, hidden: ['period'] } });
    await omar.leaves();
    await sits('omar');
    expect(layouts()['charges']?.hidden).toEqual(['period']);
  });
});
