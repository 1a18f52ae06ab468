import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Marker } from '../../src/contract/customers.ts';
import { groupMarkers, type MarkerGroup, placeOfDay } from '../../src/renderer/customers/marker-groups.ts';
import { MarkerLane } from '../../src/renderer/customers/MarkerLane.tsx';
import { show } from './workspace-kit.tsx';

const days = ['2026-06-05', '2026-07-05', '2026-08-05', '2026-09-05', '2026-10-05', '2026-11-05'];
const GAP = 0.06;
const mark = (kind: Marker['kind'], day: string, amount: number | null = null): Marker => ({ kind, day, label: `${kind} of ${day}`, amount });
const told = (groups: ReadonlyArray<MarkerGroup>) => groups.map((group) => `${group.kind} ${group.marks.length}`);

afterEach(cleanup);

describe('marks above the bills', () => {
  it('stand over their bill on its day and half way between two bills in the middle of the month', () => {
    expect(placeOfDay('2026-06-05', days)).toBeCloseTo(0.5 / 6);
    expect(placeOfDay('2026-07-20', days)).toBeCloseTo((1.5 + 15 / 31) / 6);
    expect(placeOfDay('2026-11-05', days)).toBeCloseTo(5.5 / 6);
    expect(placeOfDay('2027-03-01', days)).toBe(1);
  });
  it('of one kind close in time are one mark with their number', () => {
    expect(told(groupMarkers([mark('payment', '2026-08-01'), mark('payment', '2026-08-03'), mark('payment', '2026-08-06')], days, GAP))).toEqual(['payment 3']);
  });
  it('of one kind a month apart stay apart', () => {
    expect(told(groupMarkers([mark('payment', '2026-07-20'), mark('payment', '2026-08-20')], days, GAP))).toEqual(['payment 1', 'payment 1']);
  });
  it('of different kinds on one day are never one, and none hides another', () => {
    const groups = groupMarkers([mark('contact', '2026-08-05'), mark('dispute', '2026-08-05'), mark('payment', '2026-08-05')], days, GAP);
    expect(told(groups)).toEqual(['contact 1', 'dispute 1', 'payment 1']);
    const places = groups.map((group) => group.x);
    expect(Math.min(...places.slice(1).map((x, at) => x - (places[at] ?? 0)))).toBeGreaterThanOrEqual(GAP - 1e-9);
  });
  it('at the right edge are pushed back into sight', () => {
    const groups = groupMarkers([mark('contact', '2026-11-18'), mark('dispute', '2026-11-18'), mark('payment', '2026-11-18')], days, GAP);
    expect(groups.every((group) => group.x <= 1 - GAP / 2 + 1e-9)).toBe(true);
  });
  it('of the time before the first bill shown are left out', () => {
    expect(groupMarkers([mark('payment', '2026-03-20')], days, GAP)).toEqual([]);
  });
  it('lose no mark, however many there are', () => {
    const many = days.flatMap((day) => [mark('payment', day), mark('contact', day), mark('payment', day.replace('-05', '-06'))]);
    expect(groupMarkers(many, days, GAP).reduce((sum, group) => sum + group.marks.length, 0)).toBe(many.length);
  });
  it('name what they are and open their place', () => {
    const onOpen = vi.fn<(group: MarkerGroup) => void>();
    const groups = groupMarkers([mark('contact', '2026-10-10'), mark('contact', '2026-10-11'), mark('failedPayment', '2026-08-24', 19837)], days, GAP);
    show(<MarkerLane groups={groups} currency="USD" onOpen={onOpen} />);
    fireEvent.click(screen.getByRole('button', { name: '2 contacts' }));
    expect(onOpen).toHaveBeenCalledWith(groups.find((group) => group.kind === 'contact'));
    expect(screen.getByRole('button', { name: /Failed payment, 24 Aug: .*\$198\.37/ })).toBeTruthy();
  });
});
