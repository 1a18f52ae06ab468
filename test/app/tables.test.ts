import { describe, expect, it } from 'vitest';
import { type Column, copyText, tracksOf } from '../../src/renderer/ui/column.ts';
import { floated, wrapped } from '../../src/renderer/ui/chart-types.ts';
import { idsBetween, movedIndex } from '../../src/renderer/ui/grid-moves.ts';
import { allowedWidth, asMade, hiddenColumns, shownColumns, type TableLayout, withHidden, withMoved, withWidths } from '../../src/renderer/ui/table-layout.ts';
import { layoutsIn } from '../../src/renderer/ui/table-layouts.ts';
import { type TreeChildren, treeLines, treeSize } from '../../src/renderer/ui/tree-lines.ts';

type Row = { readonly name: string; readonly cents: number };
const columns: ReadonlyArray<Column<Row>> = [
  { id: 'name', header: 'Name', value: (row) => row.name, cell: (row) => row.name, width: 120 },
  { id: 'amount', header: 'Amount, $', value: (row) => row.cents, copy: (row) => (row.cents / 100).toFixed(2), cell: () => null, align: 'end' },
  { id: 'act', header: '', cell: () => null, width: 48 },
];

describe('a table', () => {
  it('moves with its keys and stays inside', () => {
    expect(movedIndex('ArrowDown', -1, 10, 5)).toBe(0);
    expect(movedIndex('ArrowDown', 9, 10, 5)).toBe(9);
    expect(movedIndex('ArrowUp', 0, 10, 5)).toBe(0);
    expect(movedIndex('PageDown', 2, 10, 5)).toBe(7);
    expect(movedIndex('PageUp', 2, 10, 5)).toBe(0);
    expect(movedIndex('End', 2, 10, 5)).toBe(9);
    expect(movedIndex('a', 2, 10, 5)).toBeUndefined();
    expect(movedIndex('ArrowDown', 0, 0, 5)).toBeUndefined();
  });
  it('picks a stretch in either direction', () => {
    expect(idsBetween(['a', 'b', 'c', 'd'], 2, 1)).toEqual(['b', 'c']);
  });
  it('copies full values as tab-separated text and never a tab or a line break within one', () => {
    expect(copyText(columns, [{ name: 'A\tB\nC', cents: 4260 }])).toBe('Name\tAmount, $\nA B C\t42.60');
  });
  it('gives a column without a width an equal share', () => {
    expect(tracksOf(columns, true)).toBe('38px 120px minmax(48px, 1fr) 48px');
  });
  it('takes widths given by hand, and lets the last column take what is over where no other does', () => {
    expect(tracksOf(columns, false, { name: 90 })).toBe('90px minmax(48px, 1fr) 48px');
    expect(tracksOf(columns, false, { amount: 200 })).toBe('120px 200px minmax(48px, 1fr)');
  });
});

describe('the columns of a table', () => {
  const four: ReadonlyArray<Column<string>> = ['first', 'b', 'c', 'd'].map((id) => ({ id, header: id.toUpperCase(), cell: (row) => row }));
  const withButtons = [...four, { id: 'acts', header: '', cell: () => null }];
  const ids = (layout: TableLayout, of = four) => shownColumns(of, layout).map((column) => column.id).join(' ');
  it('change places with their neighbor, but never with the first one or the buttons of a row', () => {
    const moved = withMoved(withButtons, asMade, 'd', -1);
    expect(ids(moved, withButtons)).toBe('first b d c acts');
    expect(ids(withMoved(withButtons, moved, 'd', -1), withButtons)).toBe('first d b c acts');
    for (const [id, step] of [['b', -1], ['first', 1], ['d', 1], ['acts', -1]] as const) expect(withMoved(withButtons, asMade, id, step)).toBe(asMade);
  });
  it('go past those that are hidden', () => {
    const layout = withMoved(four, withHidden(asMade, 'c', true), 'b', 1);
    expect(ids(layout)).toBe('first d b');
    expect(ids(withHidden(layout, 'c', false)).split(' ').toSorted().join(' ')).toBe('b c d first');
    expect(hiddenColumns(four, layout).map((column) => column.header)).toEqual(['C']);
  });
  it('cannot all be hidden: the first one stays', () => {
    expect(ids({ ...asMade, hidden: ['first', 'b', 'c', 'd'] })).toBe('first');
  });
  it('that came with a new version stand where they were made', () => {
    expect(ids({ ...asMade, order: ['c', 'b'] })).toBe('first c b d');
  });
  it('keep the list as it is where only a width changes', () => {
    const layout = { ...asMade, order: ['d'] };
    expect(withWidths(layout, { b: 90 })).toMatchObject({ order: layout.order, widths: { b: 90 } });
    expect([allowedWidth(3), allowedWidth(99.6), allowedWidth(4000)]).toEqual([48, 100, 900]);
  });
  it('come back as they were kept, and what is not understood is left out', () => {
    const kept = { charges: { widths: { b: 120 }, order: ['c', 'b'], hidden: ['d'] } };
    expect(layoutsIn(JSON.stringify(kept))).toEqual(kept);
    expect(layoutsIn(null)).toEqual({});
    expect(layoutsIn('not this')).toEqual({});
    expect(layoutsIn('[1]')).toEqual({});
    expect(layoutsIn('{"a":{"widths":{"b":"wide","c":-5},"order":[7],"hidden":"d"},"e":null}')).toEqual({ a: { widths: { c: 48 }, order: [], hidden: [] } });
  });
});

describe('a label under a bar', () => {
  it('breaks between words, at hyphens, and within a word that is longer than the bar', () => {
    expect(wrapped('Roaming data in Mexico', 8)).toEqual(['Roaming', 'data in', 'Mexico']);
    expect(wrapped('Part-month upgrade', 8)).toEqual(['Part-', 'month', 'upgrade']);
    expect(wrapped('International', 8)).toEqual(['Interna-', 'tional']);
    expect(wrapped('A B C D E F G H I J', 2).length).toBe(4);
  });
});

describe('a tree', () => {
  const children: Readonly<Record<string, TreeChildren<string>>> = { bill: { rows: ['voice', 'data'] }, voice: { rows: ['e1', 'e2'], total: 500, more: () => undefined }, data: { rows: [], loading: true } };
  const shape = (expanded: ReadonlyArray<string>) => treeLines({ roots: ['bill', 'tax'], rowId: (row: string) => row, childrenOf: (row) => children[row] ?? null, isLeaf: (row) => !(row in children), expanded: new Set(expanded) });
  it('shows only what is open, with its level, parent and place among its siblings', () => {
    expect(shape([]).map((line) => line.id)).toEqual(['bill', 'tax']);
    const lines = shape(['bill', 'voice']);
    expect(lines.map((line) => line.id)).toEqual(['bill', 'voice', 'e1', 'e2', 'voice more', 'data', 'tax']);
    expect(lines[2]).toMatchObject({ level: 3, parent: 1, leaf: true, position: 1, siblings: 500 });
  });
  it('counts the rows that are still to come', () => {
    expect(treeSize(shape(['bill', 'voice']))).toBe(2 + 2 + 500);
  });
  it('shows that rows are on their way', () => {
    expect(shape(['bill', 'data']).find((line) => line.kind === 'more')).toMatchObject({ id: 'data more', loading: true });
  });
  it('asks for no children of rows that are closed', () => {
    const lines = treeLines({ roots: ['bill'], rowId: (row: string) => row, childrenOf: () => expect.unreachable('a closed row was asked'), isLeaf: () => false, expanded: new Set<string>() });
    expect(lines.map((line) => line.id)).toEqual(['bill']);
  });
});

describe('a waterfall', () => {
  it('carries each step on from the one before and ends at the last amount', () => {
    const steps = floated([{ key: 'a', label: 'Oct', amount: 19837, kind: 'start' }, { key: 'b', label: 'Roaming', amount: 4260, kind: 'change' }, { key: 'c', label: 'Discount', amount: -1000, kind: 'change' }, { key: 'd', label: 'Nov', amount: 23097, kind: 'end' }]);
    expect(steps.map((step) => [step.from, step.to])).toEqual([[0, 19837], [19837, 24097], [24097, 23097], [0, 23097]]);
  });
});
