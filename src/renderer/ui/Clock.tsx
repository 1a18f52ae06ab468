import type { Instant } from '../../contract/dates.ts';
import { useFormat } from './format-context.ts';
import { fullMoment, momentText, timeOf } from './moments.ts';

/** A moment: today the time, else the day; always the time too with `time`. The whole stands in the tooltip. */
export function Clock({ at, time = false, only = false }: { readonly at: Instant; readonly time?: boolean; readonly only?: boolean }) {
  const { zone, today } = useFormat();
  const short = momentText(at, zone, today);
  const clock = timeOf(at, zone);
  return (
    <time className="num" dateTime={at} title={fullMoment(at, zone)}>
      {only ? clock : time && short !== clock ? `${short}, ${clock}` : short}
    </time>
  );
}
