import { type ReactNode, useMemo } from 'react';
import { dayOf } from '../../contract/dates.ts';
import { useNow } from '../platform/clock.ts';
import { FormatContext } from '../ui/format-context.ts';
import { useSession } from './session.ts';

/** Currency, zone and today for everything below. */
export function Formats({ children }: { readonly children: ReactNode }) {
  const { currency, zone } = useSession().state;
  const today = dayOf(new Date(useNow('minute')).toISOString(), zone);
  const formats = useMemo(() => ({ currency, zone, today }), [currency, zone, today]);
  return <FormatContext value={formats}>{children}</FormatContext>;
}
