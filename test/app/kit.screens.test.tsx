import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { type ReactNode, useState } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Button } from '../../src/renderer/ui/Button.tsx';
import type { Column } from '../../src/renderer/ui/column.ts';
import { DataTable } from '../../src/renderer/ui/DataTable.tsx';
import { Field } from '../../src/renderer/ui/Field.tsx';
import { Money } from '../../src/renderer/ui/Money.tsx';
import { Segmented } from '../../src/renderer/ui/Segmented.tsx';
import { TextInput } from '../../src/renderer/ui/TextInput.tsx';
import { TreeGrid } from '../../src/renderer/ui/TreeGrid.tsx';

const show = (node: ReactNode) => render(<MantineProvider env="test">{node}</MantineProvider>);
beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(cleanup);

type Row = { readonly id: string; readonly name: string; readonly cents: number };
const rows: ReadonlyArray<Row> = [{ id: 'a', name: 'Beta', cents: 300 }, { id: 'b', name: 'Alpha', cents: 100 }, { id: 'c', name: 'Gamma', cents: 200 }];
const columns: ReadonlyArray<Column<Row>> = [
  { id: 'name', header: 'Name', value: (row) => row.name, cell: (row) => row.name },
  { id: 'cents', header: 'Amount', value: (row) => row.cents, cell: (row) => row.cents, align: 'end' },
];
const namesShown = () => screen.getAllByRole('row').slice(1).map((row) => row.textContent?.replace(/\d+/, ''));

describe('a button', () => {
  it('that is locked keeps its place in the tab order, says why, and does nothing', () => {
    const act = vi.fn<() => void>();
    show(<Button locked="Verify the caller first." onClick={act}>Bill now</Button>);
    const button = screen.getByRole('button', { name: 'Bill now Verify the caller first.' });
    fireEvent.click(button);
    expect(act).not.toHaveBeenCalled();
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(button.hasAttribute('disabled')).toBe(false);
  });
  it('at work does not act twice', () => {
    const act = vi.fn<() => void>();
    show(<Button busy onClick={act}>Charge $350.00</Button>);
    fireEvent.click(screen.getByRole('button'));
    expect(act).not.toHaveBeenCalled();
  });
});

describe('an amount', () => {
  it('is written with a minus sign and read aloud in words', () => {
    const { container } = show(<Money minor={-7340} currency="USD" />);
    expect(container.querySelector('[aria-hidden]')?.textContent).toBe('\u2212$73.40');
    expect(container.querySelector('.sr-only')?.textContent).toBe('minus 73 dollars 40');
  });
  it('of a change has a sign, an arrow and its own color', () => {
    const { container } = show(<Money minor={15060} currency="USD" style="change" />);
    expect(container.querySelector('.more svg')).not.toBeNull();
    expect(container.querySelector('.sr-only')?.textContent).toBe('up 150 dollars 60');
  });
  it('of nothing of this kind is a dash, not a zero', () => {
    const { container } = show(<Money minor={null} />);
    expect(container.querySelector('.num')?.textContent).toBe('–none');
  });
});

describe('a field', () => {
  it('ties label and error to its input', () => {
    show(<Field label="Amount" error="Enter $427.34 or less."><TextInput value="" onChange={() => undefined} /></Field>);
    const input = screen.getByLabelText('Amount');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Enter $427.34 or less.');
  });
});

describe('one choice of few', () => {
  it('moves and chooses with the arrow keys', () => {
    const choose = vi.fn<(value: string) => void>();
    show(<Segmented label="Theme" options={[{ value: 'light', label: 'Light' }, { value: 'dark', label: 'Dark' }]} value="dark" onChange={choose} />);
    fireEvent.keyDown(screen.getByRole('radio', { name: 'Dark' }), { key: 'ArrowRight' });
    expect(choose).toHaveBeenCalledWith('light');
  });
});

describe('a table', () => {
  it('sorts by its headers and says so', () => {
    show(<DataTable name="bills" label="Bills" columns={columns} rows={rows} rowId={(row) => row.id} />);
    expect(namesShown()).toEqual(['Beta', 'Alpha', 'Gamma']);
    fireEvent.click(screen.getByRole('button', { name: 'Name' }));
    expect(namesShown()).toEqual(['Alpha', 'Beta', 'Gamma']);
    expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('ascending');
    fireEvent.click(screen.getByRole('button', { name: 'Amount' }));
    expect(namesShown()).toEqual(['Beta', 'Gamma', 'Alpha']);
  });
  it('moves with the arrow keys and opens with Enter, in the order shown', () => {
    const open = vi.fn<(row: Row) => void>();
    show(<DataTable name="bills" label="Bills" columns={columns} rows={rows} rowId={(row) => row.id} defaultSort={{ id: 'name', down: false }} onOpen={open} />);
    const table = screen.getByRole('grid');
    fireEvent.keyDown(table, { key: 'ArrowDown' });
    fireEvent.keyDown(table, { key: 'ArrowDown' });
    fireEvent.keyDown(table, { key: 'Enter' });
    expect(open).toHaveBeenCalledWith(rows[0]);
    expect(document.getElementById(table.getAttribute('aria-activedescendant') ?? '')?.textContent).toBe('Beta300');
  });
  it('picks with Space, Shift and Ctrl+A', () => {
    function Picking() {
      const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
      return <><DataTable name="bills" label="Bills" columns={columns} rows={rows} rowId={(row) => row.id} picked={picked} onPick={setPicked} /><output>{[...picked].join(' ')}</output></>;
    }
    show(<Picking />);
    const table = screen.getByRole('grid');
    const picked = () => screen.getByRole('status').textContent;
    fireEvent.keyDown(table, { key: 'ArrowDown' });
    fireEvent.keyDown(table, { key: ' ' });
    expect(picked()).toBe('a');
    fireEvent.keyDown(table, { key: 'ArrowDown', shiftKey: true });
    expect(picked()).toBe('a b');
    fireEvent.keyDown(table, { key: 'a', ctrlKey: true });
    expect(picked()).toBe('a b c');
    fireEvent.keyDown(table, { key: 'a', ctrlKey: true });
    expect(picked()).toBe('');
  });
  it('tells how many rows there are, or that nobody knows yet', () => {
    const { rerender } = show(<DataTable name="bills" label="Bills" columns={columns} rows={rows} rowId={(row) => row.id} />);
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('4');
    const load = vi.fn<() => void>();
    rerender(<MantineProvider env="test"><DataTable name="bills" label="Bills" columns={columns} rows={rows} rowId={(row) => row.id} more={{ has: true, loading: false, load }} /></MantineProvider>);
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('-1');
    expect(load).toHaveBeenCalled();
  });
});

describe('a tree', () => {
  const below: Readonly<Record<string, { readonly rows: ReadonlyArray<Row> }>> = { a: { rows: [{ id: 'a1', name: 'Under', cents: 1 }] } };
  function Tree() {
    const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
    return <TreeGrid name="charges" label="Charges" columns={columns} roots={rows} rowId={(row) => row.id} childrenOf={(row) => below[row.id] ?? null} expanded={expanded} onExpand={setExpanded} />;
  }
  it('opens with Right, goes in, and comes back and closes with Left', () => {
    show(<Tree />);
    const tree = screen.getByRole('treegrid');
    const active = () => document.getElementById(tree.getAttribute('aria-activedescendant') ?? '');
    const key = (name: string) => fireEvent.keyDown(tree, { key: name });
    key('ArrowDown');
    expect(active()?.getAttribute('aria-expanded')).toBe('false');
    key('ArrowRight');
    expect(active()?.getAttribute('aria-expanded')).toBe('true');
    key('ArrowRight');
    expect(active()?.textContent).toContain('Under');
    expect(active()?.getAttribute('aria-level')).toBe('2');
    key('ArrowLeft');
    expect(active()?.textContent).toContain('Beta');
    key('ArrowLeft');
    expect(screen.queryByText('Under')).toBeNull();
  });
});
