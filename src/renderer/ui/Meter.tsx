import { cx } from './tone.ts';

export type MeterProps = { readonly label: string; readonly value: number; readonly max: number; readonly tone?: 'warn' | 'neg' };

/** How much of a limit is used. The words beside it say the same. */
export function Meter({ label, value, max, tone }: MeterProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div className={cx('meter', tone)} role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={max} aria-valuenow={value}>
      <i style={{ width: `${share * 100}%` }} />
    </div>
  );
}
