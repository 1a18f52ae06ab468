import type { EventTrace } from '../../../contract/bill.ts';
import type { Catalog, UsageKind } from '../../../contract/catalog.ts';
import { formatRate, type Micros } from '../../../contract/money.ts';
import { compilePrice } from './price-usage.ts';
import { formatUnits } from './unit-words.ts';
import { workingOf, type Words } from './working-words.ts';

/**
 * The words an agent reads: "3 min 20 s rounded up to 4 min; 2 min from the 120 included; 2 min at $0.15 per min = $0.30".
 * `units` are the event's own, `micros` its price. Throws a RangeError where the catalog does not have the traced version.
 */
export function explainEvent(catalog: Catalog, trace: EventTrace, units: number, micros: Micros): string {
  return stepsOfEvent(catalog, trace, units, micros).join('; ');
}

/** The same words, one step after the other. */
export function stepsOfEvent(catalog: Catalog, trace: EventTrace, units: number, micros: Micros): string[] {
  const words = wordsOf(catalog, trace);
  const steps = trace.rounded === units ? [] : [`${formatUnits(words.usage, units)} rounded up to ${formatUnits(words.usage, trace.rounded)}`];
  const allowance = allowanceStep(catalog, trace, words.usage);
  if (allowance) steps.push(allowance);
  return trace.allowance && trace.charged === 0 ? [...steps, 'nothing to pay'] : [...steps, ...priceSteps(words, trace, micros)];
}

function wordsOf(catalog: Catalog, trace: EventTrace): Words {
  const rule = catalog.offers.find((offer) => offer.code === trace.offer)?.usage.find((candidate) => candidate.code === trace.rule);
  const version = rule?.versions.find((candidate) => candidate.version === trace.version);
  if (!rule || !version) throw new RangeError(`The catalog does not have version ${trace.version} of "${trace.rule}" in the offer "${trace.offer}".`);
  return { usage: rule.usage, price: version.price, currency: catalog.currency };
}

function allowanceStep(catalog: Catalog, trace: EventTrace, usage: UsageKind): string | undefined {
  if (!trace.allowance) return undefined;
  const { code, before, after } = trace.allowance;
  if (trace.rounded === 0) return undefined;
  const offers = [...catalog.offers].sort((a, b) => Number(b.code === trace.offer) - Number(a.code === trace.offer));
  const included = trace.allowance.included ?? offers.flatMap((offer) => offer.allowances).find((candidate) => candidate.code === code)?.units;
  const whole = included === undefined ? 'allowance' : `${formatUnits(usage, included)} included`;
  if (before === after) return `the ${whole} ${included === undefined ? 'is' : 'are'} used up`;
  const taken = formatUnits(usage, before - after);
  const unit = / [^ ]+$/.exec(taken)?.[0] ?? '';
  const bare = taken.split(' ').length === 2 && included !== undefined && formatUnits(usage, included).endsWith(unit);
  return `${taken} from the ${bare ? whole.replace(unit, '') : whole}`;
}

/** How the charged units came to their price; the last step ends in the event's own price. */
function priceSteps(words: Words, trace: EventTrace, micros: Micros): string[] {
  const { usage, price, currency } = words;
  const result = formatRate(micros, currency);
  if (price.kind === 'volume') return [`${formatUnits(usage, trace.charged)} at the price that all use of the cycle reaches = ${result}`];
  const own = compilePrice(price).price(trace.charged, trace.countedBefore);
  const working = workingOf(words, trace);
  if (own === micros) return [`${working} = ${result}`];
  return [`${working} = ${formatRate(own, currency)}`, `${result} after what earlier bills of the cycle have taken`];
}
