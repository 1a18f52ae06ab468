import { type Day as DayText, formatDay, formatPeriod, type Period as PeriodValue } from '../../contract/dates.ts';
import { useFormat } from './format-context.ts';

/** "5 Nov", with the year only where it is six months away or more, or always with `full` (documents). */
export function Day({ day, full = false }: { readonly day: DayText; readonly full?: boolean }) {
  const { today } = useFormat();
  return (
    <time className="nowrap" dateTime={day}>
      {full ? formatDay(day) : formatDay(day, today)}
    </time>
  );
}

/** "5 Oct – 4 Nov": both ends included, as people read it. */
export function Period({ period, full = false }: { readonly period: PeriodValue; readonly full?: boolean }) {
  const { today } = useFormat();
  return <span className="nowrap">{full ? formatPeriod(period) : formatPeriod(period, today)}</span>;
}
