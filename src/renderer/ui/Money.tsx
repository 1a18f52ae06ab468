import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { formatMinor, type Minor } from '../../contract/money.ts';
import { useFormat } from './format-context.ts';
import { spokenChange, spokenMoney } from './spoken-money.ts';
import { cx } from './tone.ts';

export type MoneyProps = {
  /** Minor units; null means nothing of this kind and is written as a dash. */
  readonly minor: Minor | null;
  /** The operator's currency where absent. */
  readonly currency?: string;
  /** plain: with symbol, credits green with a minus; bare: symbol left to the column header; signed: always a sign; change: sign, arrow and color. */
  readonly style?: 'plain' | 'bare' | 'signed' | 'change';
  /** Marks an estimate. */
  readonly estimate?: boolean;
  readonly className?: string;
};

function toneOf(minor: Minor, style: string): string | false {
  if (style === 'change') return minor > 0 ? 'more' : minor < 0 ? 'less' : 'ink-3';
  if (minor < 0) return 'pos';
  return style === 'bare' && minor === 0 && 'ink-3';
}

/** An amount, written once for all screens and read aloud in full (design.md 9 and 14). */
export function Money({ minor, currency, style = 'plain', estimate = false, className }: MoneyProps) {
  const house = useFormat().currency;
  const unit = currency ?? house;
  if (minor === null) {
    return (
      <span className={cx('num ink-3', className)}>
        <span aria-hidden="true">–</span>
        <span className="sr-only">none</span>
      </span>
    );
  }
  const change = style === 'change';
  const written = formatMinor(minor, unit, { bare: style === 'bare', signed: change || style === 'signed' });
  const Arrow = minor > 0 ? IconArrowUpRight : IconArrowDownRight;
  return (
    <span className={cx('num money', toneOf(minor, style), className)}>
      {change && minor !== 0 && <Arrow size={14} stroke={2} aria-hidden="true" />}
      <span aria-hidden="true">
        {estimate && '≈ '}
        {written}
      </span>
      <span className="sr-only">
        {estimate && 'about '}
        {change ? spokenChange(minor, unit) : spokenMoney(minor, unit)}
      </span>
    </span>
  );
}
