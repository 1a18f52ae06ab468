import { type Column, copyText } from './column.ts';

/** Puts text on the clipboard. */
export function copyPlain(text: string): void {
  const put = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
  };
  document.addEventListener('copy', put, { once: true });
  document.execCommand('copy');
  document.removeEventListener('copy', put);
}

/** Puts rows on the clipboard as tab-separated text. */
export function copyRows<Row>(columns: ReadonlyArray<Column<Row>>, rows: ReadonlyArray<Row>): void {
  copyPlain(copyText(columns, rows));
}
