import { IconReceipt, IconRouter, IconCash, type Icon } from '@tabler/icons-react';
import type { SearchHit } from '../../contract/customers.ts';
import { segmentIcons } from '../app/segments.ts';
import { Chip } from '../ui/Chip.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { cx } from '../ui/tone.ts';
import { accountText, segmentLabels } from './words.ts';

function iconOf({ kind, segment }: SearchHit): Icon {
  if (kind === 'bill') return IconReceipt;
  if (kind === 'service') return IconRouter;
  if (kind === 'payment') return IconCash;
  return segmentIcons[segment];
}

export type SearchResultsProps = { readonly id: string; readonly hits: ReadonlyArray<SearchHit>; readonly active: number; readonly onPoint: (index: number) => void; readonly onOpen: (hit: SearchHit) => void };

/** Who was found, and why: enough to choose by, contact data masked (product.md 2.1). */
export function SearchResults({ id, hits, active, onPoint, onOpen }: SearchResultsProps) {
  return (
    <ul id={id} role="listbox" aria-label="Customers found" className="hits">
      {hits.map((hit, index) => (
        <li
          key={`${hit.kind}${hit.customerId}${hit.objectId ?? ''}`}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={cx('hit', index === active && 'active')}
          ref={(row) => { if (index === active) row?.scrollIntoView({ block: 'nearest' }); }}
          onMouseMove={() => onPoint(index)}
          onClick={() => onOpen(hit)}
        >
          <Glyph icon={iconOf(hit)} tone={hit.active ? 'accent' : 'neutral'} />
          <span className="col hit-name">
            <span className="strong ellipsis" title={hit.name}>{hit.name}</span>
            <span className="t12 ink-3 ellipsis">Customer {accountText(hit.number)}, {hit.city}, {hit.state}</span>
          </span>
          <span className="col hit-why">
            <span className="t12 ink-3">Matched</span>
            <span className="ellipsis" title={hit.reason}>{hit.reason}</span>
          </span>
          <span className="col hit-reach t12 ink-2">
            <span className="ellipsis">{hit.phone ?? 'No phone'}</span>
            <span className="ellipsis">{hit.email ?? 'No e-mail'}</span>
          </span>
          <span className="row end hit-chips">
            {!hit.active && <Chip>Inactive</Chip>}
            <Chip tone={hit.segment === 'vip' ? 'accent' : undefined}>{segmentLabels[hit.segment]}</Chip>
          </span>
        </li>
      ))}
    </ul>
  );
}
