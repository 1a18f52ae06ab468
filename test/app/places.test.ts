import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CustomerId } from '../../src/contract/ids.ts';
import { atView, closedTab, moved, named, neighborTab, opened, reordered, startingAt, stepped, TAB_LIMIT, type TabState } from '../../src/renderer/app/places.ts';
import { keptText, restored } from '../../src/renderer/app/tab-keeping.ts';

const who = (id: number) => ({ customerId: CustomerId.parse(id), name: `Customer ${id}`, segment: 'private' as const });
const open = (state: TabState, ...ids: ReadonlyArray<number>) => ids.reduce((now, id) => opened(now, who(id)), state);
const order = (state: TabState) => state.tabs.map((tab) => Number(tab.customerId));
const front = (state: TabState) => (state.place.kind === 'customer' ? Number(state.place.customerId) : state.place.path);
const desk = startingAt('desk');

describe('open customers', () => {
  it('opens one tab for one customer and focuses it the second time where it was left', () => {
    const there = atView(open(desk, 1, 2), CustomerId.parse(1), 'billing', { bill: 17 });
    const back = open(opened(there, who(2)), 1);
    expect(order(back)).toEqual([1, 2]);
    expect(back.place).toEqual({ kind: 'customer', customerId: 1, view: 'billing', params: { bill: 17 } });
  });
  it('learns who its customer is, and stays the same state where nothing is new', () => {
    const guessed = open(desk, 1, 2);
    const known = named(guessed, { customerId: CustomerId.parse(1), name: 'Ridgeline Dental Group', segment: 'corporate' });
    expect(known.tabs.map(({ name, segment }) => [name, segment])).toEqual([['Ridgeline Dental Group', 'corporate'], ['Customer 2', 'private']]);
    expect([named(known, who(2)), named(known, who(7)), known.place]).toEqual([known, known, guessed.place]);
  });
  it('closes to the neighbor, and the last one to the desk', () => {
    const two = open(desk, 1, 2, 3);
    expect(front(closedTab(two, CustomerId.parse(3), 'desk'))).toBe(2);
    expect(front(closedTab(closedTab(closedTab(two, CustomerId.parse(3), 'desk'), CustomerId.parse(2), 'desk'), CustomerId.parse(1), 'desk'))).toBe('desk');
  });
  it('stays where it is when a tab behind is closed', () => {
    expect(front(closedTab(open(desk, 1, 2), CustomerId.parse(1), 'desk'))).toBe(2);
  });
  it('puts the tab left alone longest aside for a thirteenth, but never one that is kept', () => {
    const full = open(desk, ...Array.from({ length: TAB_LIMIT }, (_, index) => index + 1));
    expect(order(opened(full, who(99)))).not.toContain(1);
    const kept = opened(full, who(99), undefined, {}, new Set([1]));
    expect(order(kept)).toContain(1);
    expect(order(kept)).not.toContain(2);
    expect(kept.tabs).toHaveLength(TAB_LIMIT);
    expect(kept.closed[0]?.customerId).toBe(2);
  });
  it('walks round and round', () => {
    const three = open(desk, 1, 2, 3);
    expect(neighborTab(three, 1)?.customerId).toBe(1);
    expect(neighborTab(three, -1)?.customerId).toBe(2);
    expect(neighborTab(moved(three, { kind: 'screen', path: 'desk', params: {} }), 1)?.customerId).toBe(1);
    expect(neighborTab(desk, 1)).toBeUndefined();
  });
  it('moves a tab within the row', () => {
    expect(order(reordered(open(desk, 1, 2, 3), CustomerId.parse(3), 0))).toEqual([3, 1, 2]);
    expect(order(reordered(open(desk, 1, 2, 3), CustomerId.parse(1), 9))).toEqual([2, 3, 1]);
  });
});

describe('going back and forward', () => {
  it('leads through the places seen and ends where a new way begins', () => {
    const there = open(desk, 1, 2);
    const back = stepped(there, 'back');
    expect(front(back)).toBe(1);
    expect(front(stepped(back, 'forward'))).toBe(2);
    expect(front(stepped(stepped(stepped(there, 'back'), 'back'), 'back'))).toBe('desk');
    expect(moved(back, { kind: 'screen', path: 'settings', params: {} }).future).toEqual([]);
  });
  it('comes back to the same place after as many steps forward as back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 20 }), (visits, steps) => {
        const there = open(desk, ...visits);
        const count = Math.min(steps, there.past.length);
        const back = Array.from({ length: count }).reduce<TabState>((now) => stepped(now, 'back'), there);
        const again = Array.from({ length: count }).reduce<TabState>((now) => stepped(now, 'forward'), back);
        expect(again.place).toEqual(there.place);
      }),
    );
  });
  it('never leads to a customer that was closed', () => {
    const there = closedTab(open(desk, 1, 2, 1), CustomerId.parse(2), 'desk');
    expect([...there.past, ...there.future].some((place) => place.kind === 'customer' && place.customerId === 2)).toBe(false);
  });
});

describe('keeping the tabs over a restart', () => {
  it('brings tabs and the one in front back', () => {
    const there = atView(open(desk, 1, 2), CustomerId.parse(1), 'compare', { bills: '12,13' });
    const back = restored(keptText(there), 'desk');
    expect(order(back)).toEqual([1, 2]);
    expect(back.place).toEqual(there.place);
  });
  it('starts empty where the text is not understood', () => {
    for (const text of [null, '', 'x', '[]', '{"tabs":3}', '{"tabs":[null,{"customerId":"1"}]}']) expect(restored(text, 'desk')).toEqual(desk);
  });
});
