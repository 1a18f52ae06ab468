import { IconAlertTriangle, IconCash, IconMessage, IconScale, type Icon } from '@tabler/icons-react';
import type { Marker } from '../../contract/customers.ts';
import { formatDay } from '../../contract/dates.ts';
import { formatMinor } from '../../contract/money.ts';
import { useFormat } from '../ui/format-context.ts';
import { cx, type Tone } from '../ui/tone.ts';
import { Tooltip } from '../ui/Tooltip.tsx';
import type { MarkerGroup } from './marker-groups.ts';

const looks: Readonly<Record<Marker['kind'], { readonly icon: Icon; readonly tone: Tone; readonly one: string; readonly many: string }>> = {
  payment: { icon: IconCash, tone: 'pos', one: 'Payment', many: 'payments' },
  failedPayment: { icon: IconAlertTriangle, tone: 'neg', one: 'Failed payment', many: 'failed payments' },
  dispute: { icon: IconScale, tone: 'disp', one: 'Dispute', many: 'disputes' },
  contact: { icon: IconMessage, tone: 'accent', one: 'Contact', many: 'contacts' },
};

export type MarkerLaneProps = { readonly groups: ReadonlyArray<MarkerGroup>; readonly currency: string; readonly onOpen: (group: MarkerGroup) => void };

/** What happened between the bills, above the bars at its day; several of a kind are one mark with their number. */
export function MarkerLane({ groups, currency, onOpen }: MarkerLaneProps) {
  const { today } = useFormat();
  const lineOf = (marker: Marker) => `${formatDay(marker.day, today)}: ${marker.label}${marker.amount === null ? '' : `, ${formatMinor(marker.amount, currency)}`}`;
  return (
    <ul className="marker-lane" aria-label="What happened between the bills">
      {groups.map((group) => {
        const { icon: Shape, tone, one, many } = looks[group.kind];
        const count = group.marks.length;
        const lines = group.marks.slice(-4).map(lineOf);
        const name = count === 1 ? `${one}, ${lines[0] ?? ''}` : `${count} ${many}`;
        return (
          <li key={`${group.kind}${group.marks[0]?.day ?? ''}${count}`} style={{ left: `${group.x * 100}%` }}>
            <Tooltip label={<span className="col">{count > 1 && <b>{name}</b>}{lines.map((line, at) => <span key={at}>{line}</span>)}</span>}>
              <button type="button" className={cx('marker', tone)} aria-label={name} onClick={() => onOpen(group)}>
                <Shape size={11} stroke={2} aria-hidden="true" />
                {count > 1 && <span className="num">{count}</span>}
              </button>
            </Tooltip>
          </li>
        );
      })}
    </ul>
  );
}
