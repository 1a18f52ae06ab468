import { useNow } from '../platform/clock.ts';
import { timerText } from '../ui/moments.ts';
import { cx } from '../ui/tone.ts';

const GOAL_SECONDS = 60;

/** The time since the call ended, against the goal of a minute. */
export function WrapUpTimer({ endedAt }: { readonly endedAt: string }) {
  const seconds = (useNow('second') - Date.parse(endedAt)) / 1000;
  const late = seconds > GOAL_SECONDS;
  return <span className={cx('t12 num', late ? 'warn strong' : 'ink-3')} role="timer" aria-live="off">{timerText(seconds)} of {timerText(GOAL_SECONDS)}{late && ', over the goal'}</span>;
}
