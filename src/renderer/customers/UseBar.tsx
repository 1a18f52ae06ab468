import { IconAlertTriangle } from '@tabler/icons-react';
import type { AllowanceUse } from '../../contract/customers.ts';
import { formatDay } from '../../contract/dates.ts';
import { useFormat } from '../ui/format-context.ts';
import { Meter } from '../ui/Meter.tsx';
import { cx } from '../ui/tone.ts';
import { isOver, moreTexts, usedText, withMore } from './usage-words.ts';

/** What was used of an allowance since the bill day, and the day it will run over. */
export function UseBar({ use, name = false }: { readonly use: AllowanceUse; readonly name?: boolean }) {
  const { today } = useFormat();
  const over = isOver(use);
  const { used, included } = withMore(use);
  const warned = over || use.overOn !== null;
  return (
    <div className="use-bar">
      <div className={cx('row gap-4 between t12', name && 'use-named')}>
        <span className="ink-2 ellipsis">{name && `${use.label}: `}{usedText(use)}</span>
        {warned && (
          <span className="warn strong row gap-4 nowrap">
            <IconAlertTriangle size={12} stroke={2} aria-hidden="true" />
            {over ? 'Over' : <span><span className="use-wide">Over by </span>{formatDay(use.overOn ?? today, today)}</span>}
          </span>
        )}
      </div>
      {name && moreTexts(use).map((text) => <span key={text} className="t12 ink-3">{text}</span>)}
      {included !== null && <Meter label={`${use.label}, ${usedText(use)}`} value={used} max={included} tone={warned ? 'warn' : undefined} />}
    </div>
  );
}
