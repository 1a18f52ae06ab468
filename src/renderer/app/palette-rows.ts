import type { SearchHit, Segment } from '../../contract/customers.ts';
import type { CustomerId } from '../../contract/ids.ts';
import type { ListedCommand } from './commands.ts';
import { type Match, ranked } from './palette-match.ts';

/** What is asked of the palette: `>` actions, `#` bills, `@` customers, `?` help, else everything (design.md 7). */
export type PaletteMode = 'all' | 'actions' | 'bills' | 'customers' | 'help';
const modes: Readonly<Record<string, PaletteMode>> = { '>': 'actions', '#': 'bills', '@': 'customers', '?': 'help' };

/** The prefix and the text behind it. */
export function askedFor(typed: string): { readonly mode: PaletteMode; readonly text: string } {
  const mode = modes[typed[0] ?? ''];
  return mode ? { mode, text: typed.slice(1).trim() } : { mode: 'all', text: typed.trim() };
}

export type KnownCustomer = { readonly customerId: CustomerId; readonly name: string; readonly segment: Segment; readonly detail: string };
export type PaletteRow =
  | { readonly kind: 'command'; readonly id: string; readonly group: string; readonly command: ListedCommand; readonly match: Match }
  | { readonly kind: 'customer'; readonly id: string; readonly group: string; readonly customer: KnownCustomer; readonly match: Match }
  | { readonly kind: 'hit'; readonly id: string; readonly group: string; readonly hit: SearchHit }
  | { readonly kind: 'suggest'; readonly id: string; readonly group: string; readonly text: string };

export type PaletteInput = {
  readonly typed: string;
  /** The customer the palette is about; null after Backspace. */
  readonly scope: string | null;
  readonly commands: ReadonlyArray<ListedCommand>;
  readonly known: ReadonlyArray<KnownCustomer>;
  /** Answers to the text, once they are there. They come after what is shown and move nothing. */
  readonly hits: ReadonlyArray<SearchHit>;
  readonly didYouMean: string | null;
};

const noMatch: Match = { score: 0, from: 0, to: 0 };
const MOST_COMMANDS = 8;

/** The rows in their fixed order: for this customer, anywhere, customers. */
export function paletteRows({ typed, scope, commands, known, hits, didYouMean }: PaletteInput): ReadonlyArray<PaletteRow> {
  const { mode, text } = askedFor(typed);
  const rows: PaletteRow[] = [];
  if (mode === 'all' || mode === 'actions' || mode === 'help') {
    const listed = commands.filter((command) => !command.hidden && (mode !== 'help' || command.keys));
    const found = ranked(listed, text, (command) => command.label);
    const most = mode === 'all' ? MOST_COMMANDS : Number.POSITIVE_INFINITY;
    const add = (group: string, of: (command: ListedCommand) => boolean) => {
      for (const { item, match } of found.filter((one) => of(one.item)).slice(0, most)) rows.push({ kind: 'command', id: `command ${item.id}`, group, command: item, match });
    };
    if (scope !== null) add(`For ${scope}`, (command) => command.scope === 'customer');
    add('Anywhere', (command) => command.scope !== 'customer');
  }
  if (mode === 'all' || mode === 'customers') {
    for (const { item, match } of ranked(known, text, (one) => one.name)) rows.push({ kind: 'customer', id: `customer ${item.customerId}`, group: 'Customers', customer: item, match: text ? match : noMatch });
  }
  if (mode !== 'actions' && mode !== 'help') {
    const shown = new Set(rows.map((row) => row.id));
    for (const hit of hits) {
      if (mode === 'bills' && hit.kind === 'customer') continue;
      if (mode === 'customers' && hit.kind !== 'customer') continue;
      if (hit.kind === 'customer' && shown.has(`customer ${hit.customerId}`)) continue;
      rows.push({ kind: 'hit', id: `hit ${hit.kind} ${hit.customerId} ${hit.objectId ?? ''}`, group: hit.kind === 'customer' ? 'Customers' : 'Bills, services and payments', hit });
    }
    if (didYouMean) rows.push({ kind: 'suggest', id: 'suggest', group: 'Customers', text: didYouMean });
  }
  return rows.some((row) => row.kind === 'hit') ? grouped(rows) : rows;
}

/** Rows of one group stand together, groups in the order they first came. */
function grouped(rows: ReadonlyArray<PaletteRow>): ReadonlyArray<PaletteRow> {
  const groups = [...new Set(rows.map((row) => row.group))];
  return groups.flatMap((group) => rows.filter((row) => row.group === group));
}
