import type { AllowanceTaken } from '../../../contract/bill.ts';
import type { Catalog, UsageKind } from '../../../contract/catalog.ts';
import { formatRate } from '../../../contract/money.ts';
import { formatUnits } from './unit-words.ts';

/** "2 min from the 120 included", "1 min from the top-up of 60 min", "3 min for 3 of 100 points", or that nothing is left. */
export function allowanceStep(catalog: Catalog, offer: string, taken: AllowanceTaken, usage: UsageKind): string {
  if (taken.measure === 'points') return pointsStep(taken, usage);
  const { before, after } = taken;
  const included = taken.included ?? includedBy(catalog, offer, taken.code);
  const whole = included === undefined ? 'allowance' : taken.grant === undefined ? `${formatUnits(usage, included)} included` : `${formatUnits(usage, included)} of ${taken.grant}`;
  if (before === after) return `the ${whole} ${included === undefined ? 'is' : 'are'} used up`;
  const size = formatUnits(usage, before - after);
  const unit = / [^ ]+$/.exec(size)?.[0] ?? '';
  const bare = taken.grant === undefined && size.split(' ').length === 2 && included !== undefined && formatUnits(usage, included).endsWith(unit);
  return `${size} from the ${bare ? whole.replace(unit, '') : whole}`;
}

/** "$1.00 from the $20.00 included, $3.50 left". */
export function moneyStep({ currency }: Catalog, { before, after, included, grant }: AllowanceTaken): string {
  const whole = included === undefined ? 'allowance' : `${formatRate(included, currency)} ${grant === undefined ? 'included' : `of ${grant}`}`;
  return `${formatRate(before - after, currency)} from the ${whole}, ${formatRate(after, currency)} left`;
}

function pointsStep({ before, after, covers = 0, included }: AllowanceTaken, usage: UsageKind): string {
  const whole = included === undefined ? 'points' : `${included} points`;
  return before === after ? `${before === 0 ? `the ${whole} are used up` : `${before} points are too few`}` : `${formatUnits(usage, covers)} for ${before - after} of the ${whole}, ${after} left`;
}

function includedBy(catalog: Catalog, offer: string, code: string): number | undefined {
  const offers = [...catalog.offers].sort((a, b) => Number(b.code === offer) - Number(a.code === offer));
  return offers.flatMap(({ allowances }) => allowances).find((candidate) => candidate.code === code)?.units;
}
