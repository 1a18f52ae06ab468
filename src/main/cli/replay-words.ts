import type { Replay, ReplayedFigure } from '../../contract/billing.ts';
import { formatRate, formatMinor } from '../../contract/money.ts';

/** What a replay found, for the terminal: one line where all is equal, else one for each record that differs. */
export function replayLines(replay: Replay): string[] {
  const { number, currency, lines, events, total, engine, engineNow } = replay;
  if (replay.equal) return [`Bill ${number}: every amount reproduced, ${lines} lines, ${events} events, ${formatMinor(total, currency)}.`];
  const figure = (side: ReplayedFigure | null) => (side ? `${side.rule} ${side.unit === 'micros' ? formatRate(side.amount, currency) : formatMinor(side.amount, currency)}` : 'nothing');
  return [
    `Bill ${number}: not reproduced.${replay.reason ? ` ${replay.reason}` : ''}${engine === engineNow ? '' : ` It was made by engine ${engine}, this is ${engineNow}.`}`,
    ...replay.differences.map((each) => `  ${each.record} ${each.name}: issued ${figure(each.issued)}, made again ${figure(each.made)}${each.fields.length > 0 ? ` (${each.fields.join(', ')})` : ''}`),
  ];
}
