import { IconClipboardText, IconCopy } from '@tabler/icons-react';
import { cellText, type Column, isCopied } from './column.ts';
import { ruled } from './column-menu.ts';
import { copyPlain, copyRows } from './copy-rows.ts';
import type { MenuItem } from './Menu.tsx';

export type RowMenu<Row> = {
  readonly columns: ReadonlyArray<Column<Row>>;
  readonly row: Row;
  /** The cell that was pointed at; by key there is none, and each can be chosen. */
  readonly cell: Column<Row> | undefined;
  /** The rows that are picked, in the order shown. */
  readonly picked: ReadonlyArray<Row>;
  /** What the table itself does with the row: open, expand, pick. */
  readonly first: ReadonlyArray<MenuItem>;
  /** What the screen does with it. */
  readonly acts: ReadonlyArray<MenuItem>;
};

/** What can be done with a row; there is nothing in it that does not work now. */
export function rowMenu<Row>({ columns, row, cell, picked, first, acts }: RowMenu<Row>): ReadonlyArray<MenuItem> {
  const told = columns.filter((column) => isCopied(column) && cellText(column, row) !== '');
  const several = picked.length > 1;
  const copies: ReadonlyArray<MenuItem> = [
    ...(cell && told.includes(cell) ? [{ kind: 'item', label: 'Copy cell', icon: IconCopy, onClick: () => copyPlain(cellText(cell, row)) } satisfies MenuItem] : []),
    ...(!cell && told.length > 0 ? [{ kind: 'more', label: 'Copy cell', icon: IconCopy, items: told.map((column) => cellItem(column, row)) } satisfies MenuItem] : []),
    { kind: 'item', label: 'Copy row', icon: IconClipboardText, ...(several ? {} : { keys: 'Ctrl+C' }), onClick: () => copyRows(columns, [row]) },
    ...(several ? [{ kind: 'item', label: `Copy ${picked.length.toLocaleString('en-US')} selected rows`, icon: IconClipboardText, keys: 'Ctrl+C', onClick: () => copyRows(columns, picked) } satisfies MenuItem] : []),
  ];
  return ruled([first, acts, told.length > 0 ? copies : []]);
}

function cellItem<Row>(column: Column<Row>, row: Row): MenuItem {
  const text = cellText(column, row);
  return { kind: 'item', label: <>{column.header} <span className="ink-3">{text}</span></>, onClick: () => copyPlain(text) };
}
