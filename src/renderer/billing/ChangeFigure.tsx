import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { formatMinor, type Minor } from '../../contract/money.ts';
import { spokenChange } from '../ui/spoken-money.ts';
import { cx } from '../ui/tone.ts';

export type ChangeFigureProps = {
  readonly minor: Minor;
  readonly currency: string;
  /** With the symbol, outside of columns that carry it. */
  readonly symbol?: boolean;
  /** Without arrow and color, where the words beside it tell the direction. */
  readonly plain?: boolean;
};

/** A change between bills: always signed, an arrow and orange for more, teal for less, never green or red (design.md 9). */
export function ChangeFigure({ minor, currency, symbol = false, plain = false }: ChangeFigureProps) {
  const Arrow = minor > 0 ? IconArrowUpRight : IconArrowDownRight;
  return (
    <span className={cx('num money', minor === 0 ? 'ink-3' : !plain && (minor > 0 ? 'more' : 'less'))}>
      {!plain && minor !== 0 && <Arrow size={12} stroke={2} aria-hidden="true" />}
      <span aria-hidden="true">{formatMinor(minor, currency, { bare: !symbol, signed: true })}</span>
      <span className="sr-only">{spokenChange(minor, currency)}</span>
    </span>
  );
}
