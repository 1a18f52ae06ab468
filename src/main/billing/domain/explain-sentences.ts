import type { Cause, CauseKind } from '../../../contract/explanation.ts';
import { formatMinor, type Minor } from '../../../contract/money.ts';
import { sumOf } from './cause.ts';
import { midSentence } from './words.ts';

type Facts = { readonly before: string; readonly after: string; readonly difference: Minor; readonly residual: Minor; readonly causes: ReadonlyArray<Cause>; readonly currency: string };

const MOST_REASONS = 3;
/** Their titles begin with the name of a product or service, which keeps its capital, or say "More of" it. */
const named: ReadonlyArray<CauseKind> = ['planSwitch', 'serviceAdded', 'serviceRemoved', 'addonAdded', 'addonRemoved'];

/** "a", "a and b", "a, b and c". */
function listed(parts: ReadonlyArray<string>): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1] ?? ''}`;
}

const inSentence = ({ kind, title }: Cause) => (named.includes(kind) && !/^(More|Less) of /.test(title) ? title : midSentence(title));

/** The largest causes that pull the way the bill went; taxes only follow them, so they are named when nothing else is left. */
function mainReasons({ causes, difference }: Facts): Cause[] {
  const same = causes.filter((cause) => difference === 0 || Math.sign(cause.amount) === Math.sign(difference));
  const own = same.filter((cause) => cause.category !== 'tax');
  return (own.length ? own : same).slice(0, MOST_REASONS);
}

function repeating({ causes, difference, currency }: Facts): string {
  const monthly = sumOf(causes.filter((cause) => cause.repeats));
  if (monthly === 0) return 'None of this repeats every month';
  if (Math.sign(monthly) === Math.sign(difference) && Math.abs(monthly) <= Math.abs(difference)) return `${formatMinor(Math.abs(monthly), currency)} of it comes every month`;
  return `From here on it is ${formatMinor(Math.abs(monthly), currency)} ${monthly > 0 ? 'higher' : 'lower'} every month`;
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const unexplained = ({ residual, currency }: Facts) => (residual === 0 ? '' : ` ${formatMinor(residual, currency, { signed: true })} is unexplained.`);

/** For the agent to say: "November is $150.60 higher than October, mainly because of …; $35.00 of it comes every month." */
export function agentSentence(facts: Facts): string {
  const { before, after, difference, causes, currency } = facts;
  const reasons = listed(mainReasons(facts).map((cause) => `${inSentence(cause)} (${formatMinor(cause.amount, currency, { signed: true })})`));
  if (difference === 0) return `${after} is the same as ${before}${causes.length ? `: changes such as ${reasons} cancel out` : ''}.${unexplained(facts)}`;
  const size = `${after} is ${formatMinor(Math.abs(difference), currency)} ${difference > 0 ? 'higher' : 'lower'} than ${before}`;
  return `${size}${reasons ? `, mainly because of ${reasons}` : ''}; ${lowerFirst(repeating(facts))}.${unexplained(facts)}`;
}

/** For the customer to read, without signs or terms. */
export function customerSentence(facts: Facts): string {
  const { before, after, difference, causes, currency } = facts;
  const reasons = listed(mainReasons(facts).map((cause) => `${inSentence(cause)} (${formatMinor(Math.abs(cause.amount), currency)} ${cause.amount > 0 ? 'more' : 'less'})`));
  if (difference === 0) return `Your ${after} bill is the same as your ${before} bill.${causes.length ? ` Some charges changed and cancel out: ${reasons}.` : ''}${unexplained(facts)}`;
  const size = `Your ${after} bill is ${formatMinor(Math.abs(difference), currency)} ${difference > 0 ? 'higher' : 'lower'} than your ${before} bill.`;
  return `${size}${reasons ? ` The main reasons: ${reasons}.` : ''} ${repeating(facts)}.${unexplained(facts)}`;
}
