import { IconBolt, IconCash, IconLock, IconReceipt, IconSearch, IconWifi, type Icon } from '@tabler/icons-react';
import type { SearchHit } from '../../contract/customers.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { formatCustomerNumber } from './customer-number.ts';
import type { Match } from './palette-match.ts';
import type { PaletteRow } from './palette-rows.ts';
import { segmentIcons } from './segments.ts';

const hitShapes: Readonly<Record<Exclude<SearchHit['kind'], 'customer'>, Icon>> = { bill: IconReceipt, service: IconWifi, payment: IconCash };

function shapeOf(row: PaletteRow): Icon {
  if (row.kind === 'command') return row.command.locked?.() ? IconLock : (row.command.icon ?? IconBolt);
  if (row.kind === 'customer') return segmentIcons[row.customer.segment];
  if (row.kind === 'hit') return row.hit.kind === 'customer' ? segmentIcons[row.hit.segment] : hitShapes[row.hit.kind];
  return IconSearch;
}

function Found({ label, match }: { readonly label: string; readonly match: Match }) {
  if (match.to === match.from) return <>{label}</>;
  return (
    <>
      {label.slice(0, match.from)}
      <b>{label.slice(match.from, match.to)}</b>
      {label.slice(match.to)}
    </>
  );
}

function Label({ row }: { readonly row: PaletteRow }) {
  if (row.kind === 'command') return <Found label={row.command.label} match={row.match} />;
  if (row.kind === 'customer') return <Found label={row.customer.name} match={row.match} />;
  if (row.kind === 'hit') return <>{row.hit.name}</>;
  return <>Search {row.text}</>;
}

function detailOf(row: PaletteRow): string {
  if (row.kind === 'command') return row.command.locked?.() ?? row.command.hint ?? '';
  if (row.kind === 'customer') return row.customer.detail;
  if (row.kind === 'hit') return [`Customer ${formatCustomerNumber(row.hit.number)}`, row.hit.reason, `${row.hit.city} ${row.hit.state}`, row.hit.active ? null : 'no active service'].filter(Boolean).join(', ');
  return 'Did you mean this?';
}

/** One row of the palette: picture, label with what was typed in bold, what tells it apart, its key. */
export function PaletteRowView({ row, id, selected, onRun, onPoint }: { readonly row: PaletteRow; readonly id: string; readonly selected: boolean; readonly onRun: (behind: boolean) => void; readonly onPoint: () => void }) {
  const Shape = shapeOf(row);
  const locked = row.kind === 'command' && Boolean(row.command.locked?.());
  return (
    <div
      id={id}
      role="option"
      aria-selected={selected}
      aria-disabled={locked}
      className="palette-row"
      onMouseMove={onPoint}
      onClick={(event) => onRun(event.altKey)}
      ref={(shown) => { if (selected) shown?.scrollIntoView({ block: 'nearest' }); }}
    >
      <Shape size={16} stroke={1.75} aria-hidden="true" />
      <span className="label ellipsis"><Label row={row} /></span>
      <span className="detail ellipsis grow">{detailOf(row)}</span>
      {row.kind === 'command' && row.command.keys && <Kbd keys={row.command.keys} />}
    </div>
  );
}
