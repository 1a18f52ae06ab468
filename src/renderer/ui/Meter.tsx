import { cx } from './tone.ts';

export type MeterProps = { readonly label: string; readonly value: number; readonly max: number; readonly tone?: 'warn' | 'neg'; /** Work under way that comes to its end; otherwise a level within a limit. */ readonly kind?: 'level' | 'progress' };

/** How much of a limit is used, or how much of some work is done. The words beside it say the same. */
export function Meter({ label, value, max, tone, kind = 'level' }: MeterProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div className={cx('meter', tone)} role={kind === 'progress' ? 'progressbar' : 'meter'} aria-label={label} aria-valuemin={0} aria-valuemax={max} aria-valuenow={value}>
      <i style={{ width: `${share * 100}%` }} />
    </div>
  );
}
