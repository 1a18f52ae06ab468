import { describe, expect, it } from 'vitest';
import { type Column, copyText, tracksOf } from '../../src/renderer/ui/column.ts';
import { floated } from '../../src/renderer/ui/chart-types.ts';
import { idsBetween, movedIndex } from '../../src/renderer/ui/grid-moves.ts';
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
    expect(tracksOf(columns, true)).toBe('38px 120px minmax(0, 1fr) 48px');
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
