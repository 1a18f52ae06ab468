import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { type ReactNode, useState } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Column } from '../../src/renderer/ui/column.ts';
import { DataTable } from '../../src/renderer/ui/DataTable.tsx';
import { useTableLayouts } from '../../src/renderer/ui/table-layouts.ts';
import { TreeGrid } from '../../src/renderer/ui/TreeGrid.tsx';

type Row = { readonly id: string; readonly name: string; readonly city: string; readonly cents: number };
const rows: ReadonlyArray<Row> = [{ id: 'a', name: 'Beta', city: 'Seattle', cents: 300 }, { id: 'b', name: 'Alpha', city: 'Tacoma', cents: 100 }];
const drawn = vi.fn<(id: string) => void>();
const columns: ReadonlyArray<Column<Row>> = [
  { id: 'name', header: 'Name', value: (row) => row.name, cell: (row) => { drawn(row.id); return row.name; } },
  { id: 'city', header: 'City', width: 120, value: (row) => row.city, cell: (row) => row.city },
  { id: 'cents', header: 'Amount', width: 90, value: (row) => row.cents, copy: (row) => (row.cents / 100).toFixed(2), cell: (row) => row.cents, align: 'end' },
];
const asMade = 'minmax(48px, 1fr) 120px 90px';
const page = (node: ReactNode) => <MantineProvider env="test">{node}</MantineProvider>;
const show = (node: ReactNode) => render(page(node));
const table = <DataTable name="customers" label="Customers" columns={columns} rows={rows} rowId={(row) => row.id} />;
const grid = () => screen.getByRole('grid');
const tracks = () => grid().style.getPropertyValue('--columns');
const head = (name: string) => screen.getByRole('columnheader', { name });
const heads = () => screen.getAllByRole('columnheader').map((one) => one.textContent);
const divider = (name: string) => head(name).querySelector('.divider')!;
const kept = () => useTableLayouts.getState().layouts['customers'];
const item = (name: string) => screen.findByRole('menuitem', { name });
const items = async () => (await screen.findAllByRole('menuitem')).map((one) => one.textContent);
const choose = async (name: string) => fireEvent.click(await item(name));
const copied: string[] = [];

/** There is no layout here: the cells say these widths, and as wide as their words where they may be. */
const measured: Readonly<Record<string, number>> = { name: 400, city: 120, cents: 90 };
beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined;
  Element.prototype.setPointerCapture = () => undefined;
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function box(this: HTMLElement) {
    const id = this.dataset['column'] ?? '';
    const free = this.closest<HTMLElement>('.grid')?.style.getPropertyValue('--columns').includes('max-content');
    return DOMRect.fromRect({ x: 10, y: 20, width: free ? 20 + 10 * (this.textContent?.length ?? 0) : (measured[id] ?? 0), height: 28 });
  });
  document.execCommand = () => {
    const event = new Event('copy', { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { setData: (_: string, text: string) => copied.push(text) } });
    return document.dispatchEvent(event);
  };
});
beforeEach(() => {
  useTableLayouts.setState({ layouts: {} });
  drawn.mockClear();
  copied.length = 0;
});
afterEach(cleanup);

describe('the edge of a column', () => {
  it('follows the hand, draws no row anew, and its width stays when it is let go', () => {
    show(table);
    const edge = divider('City');
    drawn.mockClear();
    fireEvent.pointerDown(edge, { button: 0, clientX: 500, pointerId: 1 });
    fireEvent.pointerMove(edge, { clientX: 540, pointerId: 1 });
    expect(tracks()).toBe('400px 160px minmax(90px, 1fr)');
    expect(kept()).toBeUndefined();
    fireEvent.pointerMove(edge, { clientX: 550, pointerId: 1 });
    fireEvent.pointerUp(edge, { clientX: 550, pointerId: 1 });
    expect(tracks()).toBe('400px 170px minmax(90px, 1fr)');
    expect(kept()?.widths).toEqual({ name: 400, city: 170 });
    expect(drawn).not.toHaveBeenCalled();
  });
  it('goes back where the drag is broken off, and a mere click changes nothing', () => {
    show(table);
    const edge = divider('City');
    fireEvent.pointerDown(edge, { button: 0, clientX: 500, pointerId: 1 });
    fireEvent.pointerMove(edge, { clientX: 300, pointerId: 1 });
    fireEvent.pointerCancel(edge, { pointerId: 1 });
    expect(tracks()).toBe(asMade);
    fireEvent.pointerDown(edge, { button: 0, clientX: 500, pointerId: 1 });
    fireEvent.pointerUp(edge, { clientX: 500, pointerId: 1 });
    expect(kept()).toBeUndefined();
  });
  it('fits the widest of what is drawn on a double click', () => {
    show(table);
    fireEvent.doubleClick(divider('City'));
    expect(kept()?.widths['city']).toBe(20 + 10 * 'Seattle'.length);
    expect(tracks()).toBe('400px 90px minmax(90px, 1fr)');
  });
});

describe('the heads of a table', () => {
  it('are one tab stop: arrows go along them, Enter sorts, Shift with an arrow changes the width, Down goes to the rows', () => {
    show(table);
    expect(screen.getAllByRole('columnheader').map((one) => one.tabIndex)).toEqual([0, -1, -1]);
    act(() => head('Name').focus());
    fireEvent.keyDown(head('Name'), { key: 'ArrowRight' });
    expect(document.activeElement).toBe(head('City'));
    expect(screen.getAllByRole('columnheader').map((one) => one.tabIndex)).toEqual([-1, 0, -1]);
    fireEvent.keyDown(head('City'), { key: 'ArrowRight', shiftKey: true });
    expect(kept()?.widths['city']).toBe(136);
    fireEvent.keyDown(head('City'), { key: 'Enter' });
    expect(head('City').getAttribute('aria-sort')).toBe('ascending');
    fireEvent.keyDown(head('City'), { key: 'ArrowDown' });
    expect(document.activeElement).toBe(grid());
  });
  it('have a menu that moves, hides, shows again and resets, by key', async () => {
    show(table);
    act(() => head('City').focus());
    fireEvent.keyDown(head('City'), { key: 'F10', shiftKey: true });
    expect(await items()).toEqual(['Sort ascending', 'Sort descending', 'Fit to content', 'WiderShiftRight', 'NarrowerShiftLeft', 'Move right', 'Hide column']);
    await choose('Move right');
    expect(heads()).toEqual(['Name', 'Amount', 'City']);
    expect(screen.getAllByRole('row')[1]?.textContent).toBe('Beta300Seattle');
    expect(document.activeElement).toBe(head('City'));
    fireEvent.contextMenu(head('City'), { clientX: 5, clientY: 5 });
    await choose('Hide column');
    expect(heads()).toEqual(['Name', 'Amount']);
    expect(document.activeElement).toBe(grid());
    fireEvent.contextMenu(head('Amount'), { clientX: 6, clientY: 5 });
    await choose('Show City');
    expect(heads()).toEqual(['Name', 'Amount', 'City']);
    fireEvent.contextMenu(head('Amount'), { clientX: 7, clientY: 5 });
    await choose('Reset columns');
    expect(heads()).toEqual(['Name', 'City', 'Amount']);
    expect(kept()).toBeUndefined();
  });
  it('leave the first column where it is', async () => {
    show(table);
    fireEvent.contextMenu(head('Name'), { clientX: 5, clientY: 5 });
    expect(await items()).toEqual(['Sort ascending', 'Sort descending', 'Fit to content', 'WiderShiftRight', 'NarrowerShiftLeft']);
  });
  it('are arranged alike wherever the same table is shown, and in no other', () => {
    show(<>{table}<DataTable name="others" label="Others" columns={columns} rows={rows} rowId={(row) => row.id} /></>);
    act(() => useTableLayouts.setState({ layouts: { customers: { widths: { city: 200 }, order: [], hidden: [] } } }));
    expect(screen.getByRole('grid', { name: 'Customers' }).style.getPropertyValue('--columns')).toBe('minmax(48px, 1fr) 200px 90px');
    expect(screen.getByRole('grid', { name: 'Others' }).style.getPropertyValue('--columns')).toBe(asMade);
  });
});

describe('the menu of a row', () => {
  const open = vi.fn<(row: Row) => void>();
  const mark = vi.fn<(row: Row) => void>();
  const acting = <DataTable name="customers" label="Customers" columns={columns} rows={rows} rowId={(row) => row.id} onOpen={open} rowActs={(row) => [{ kind: 'item', label: `Mark ${row.name}`, onClick: () => mark(row) }]} />;
  const second = () => {
    act(() => grid().focus());
    fireEvent.keyDown(grid(), { key: 'End' });
  };
  it('opens by Shift+F10 and by the menu key on the row at hand, acts, and gives the focus back', async () => {
    show(acting);
    second();
    for (const key of [{ key: 'F10', shiftKey: true }, { key: 'ContextMenu' }]) {
      fireEvent.keyDown(grid(), key);
      expect(await items()).toEqual(['OpenEnter', 'Mark Alpha', 'Copy cell', 'Copy rowCtrlC']);
      await waitFor(() => expect(document.activeElement?.closest('[role=menu]')).not.toBeNull());
      fireEvent.keyDown(document.activeElement!, { key: 'Escape' });
      await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
      expect(document.activeElement).toBe(grid());
    }
    fireEvent.keyDown(grid(), { key: 'ContextMenu' });
    await choose('Mark Alpha');
    expect(mark).toHaveBeenCalledExactlyOnceWith(rows[1]);
    expect(document.activeElement).toBe(grid());
    expect(document.getElementById(grid().getAttribute('aria-activedescendant') ?? '')?.textContent).toContain('Alpha');
  });
  it('does not open where no row is at hand', () => {
    show(acting);
    fireEvent.keyDown(grid(), { key: 'F10', shiftKey: true });
    expect(screen.queryByRole('menu')).toBeNull();
  });
  it('opens at the pointer and copies the cell that is there, in full', async () => {
    show(acting);
    fireEvent.contextMenu(screen.getByText('300'), { clientX: 90, clientY: 70 });
    await choose('Copy cell');
    expect(copied).toEqual(['3.00']);
    fireEvent.contextMenu(screen.getByText('Beta'), { clientX: 91, clientY: 70 });
    await choose('Copy row');
    expect(copied[1]).toBe('Name\tCity\tAmount\nBeta\tSeattle\t3.00');
    expect(open).not.toHaveBeenCalled();
  });
  it('by key lets every cell be chosen', async () => {
    show(acting);
    second();
    fireEvent.keyDown(grid(), { key: 'ContextMenu' });
    const more = await item('Copy cell');
    fireEvent.keyDown(more, { key: 'ArrowRight' });
    await choose('City Tacoma');
    expect(copied).toEqual(['Tacoma']);
  });
  it('copies the rows that are picked, as Ctrl+C does', async () => {
    function Picking() {
      const [picked, setPicked] = useState<ReadonlySet<string>>(new Set(['a', 'b']));
      return <DataTable name="customers" label="Customers" columns={columns} rows={rows} rowId={(row) => row.id} picked={picked} onPick={setPicked} />;
    }
    show(<Picking />);
    fireEvent.contextMenu(screen.getByText('Beta'), { clientX: 90, clientY: 70 });
    await choose('Copy 2 selected rows');
    fireEvent.keyDown(grid(), { key: 'c', ctrlKey: true });
    expect(copied[0]).toBe('Name\tCity\tAmount\nBeta\tSeattle\t3.00\nAlpha\tTacoma\t1.00');
    expect(copied[1]).toBe(copied[0]);
    fireEvent.contextMenu(screen.getByText('Beta'), { clientX: 91, clientY: 70 });
    await choose('Do not select');
    expect(screen.getAllByRole('checkbox', { checked: true })).toHaveLength(1);
  });
  it('of a tree expands and collapses', async () => {
    function Tree() {
      const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
      return <TreeGrid name="tree" label="Tree" columns={columns} roots={rows} rowId={(row) => row.id} childrenOf={(row) => (row.id === 'a' ? { rows: [{ ...row, id: 'a1', name: 'Under' }] } : null)} expanded={expanded} onExpand={setExpanded} />;
    }
    show(<Tree />);
    fireEvent.contextMenu(screen.getByText('Beta'), { clientX: 90, clientY: 70 });
    await choose('Expand');
    expect(screen.getByText('Under')).toBeDefined();
    fireEvent.contextMenu(screen.getByText('Beta'), { clientX: 91, clientY: 70 });
    expect(await items()).toEqual(['CollapseLeft', 'Copy cell', 'Copy rowCtrlC']);
  });
});

describe('rows that arrive', () => {
  const all = Array.from({ length: 60 }, (_, index): Row => ({ id: `r${index}`, name: `Name ${index}`, city: 'Seattle', cents: index }));
  it('leave those that are there as they are drawn', () => {
    const part = (count: number) => page(<DataTable name="customers" label="Customers" columns={columns} rows={all.slice(0, count)} rowId={(row) => row.id} onSelect={() => undefined} selected={null} more={{ has: true, loading: false, load: () => undefined }} />);
    const { rerender } = render(part(40));
    drawn.mockClear();
    rerender(part(60));
    expect(drawn.mock.calls.map(([id]) => id)).toEqual(all.slice(40).map((row) => row.id));
  });
  it('leave the rows of a tree as they are drawn, too', () => {
    const expanded = new Set(['a']);
    const part = (count: number) => page(<TreeGrid name="tree" label="Tree" columns={columns} roots={rows} rowId={(row) => row.id} childrenOf={(row) => (row.id === 'a' ? { rows: all.slice(0, count), total: 60 } : null)} isLeaf={(row) => row.id !== 'a'} expanded={expanded} onExpand={noChange} />);
    const { rerender } = render(part(40));
    drawn.mockClear();
    rerender(part(50));
    // The last root stands further down now; nothing else changed.
    expect(drawn.mock.calls.map(([id]) => id)).toEqual([...all.slice(40, 50).map((row) => row.id), 'b']);
  });
});
const noChange = () => undefined;
