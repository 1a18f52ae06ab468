import { type EventTrace, type PartTrace, takenOf } from '../../../contract/bill.ts';
import type { Catalog } from '../../../contract/catalog.ts';
import { formatRate, type Micros } from '../../../contract/money.ts';
import { compilePrice } from './price-usage.ts';
import { allowanceStep, moneyStep } from './allowance-words.ts';
import { moneyTaken } from './take-money.ts';
import { formatUnits } from './unit-words.ts';
import { workingOf, type Words } from './working-words.ts';

/**
 * The words an agent reads: "3 min 20 s rounded up to 4 min; 2 min from the 120 included; 2 min at $0.15 per min = $0.30".
 * `units` are the event's own, `micros` its price. Throws a RangeError where the catalog does not have the traced version.
 */
export function explainEvent(catalog: Catalog, trace: EventTrace, units: number, micros: Micros): string {
  return stepsOfEvent(catalog, trace, units, micros).join('; ');
}

/** By what it was priced: "Start, Calls to Italy, version 2026, Italy, Daytime", as far as the rule looks at it. */
export function pricedBy(catalog: Catalog, trace: EventTrace): string {
  const offer = catalog.offers.find(({ code }) => code === trace.offer);
  const rule = offer?.usage.find(({ code }) => code === trace.rule);
  const zone = catalog.zones.find(({ code }) => code === trace.zone);
  const band = catalog.bands.find(({ code }) => code === trace.band);
  return [offer?.label ?? trace.offer, rule?.label ?? trace.rule, `version ${trace.version}`, zone?.label, band?.label].filter((part) => part !== undefined).join(', ');
}

/** The same words, one step after the other. */
export function stepsOfEvent(catalog: Catalog, trace: EventTrace, units: number, micros: Micros): string[] {
  if (trace.parts) return partSteps(catalog, trace, trace.parts, units, micros);
  return stepsOfPiece(catalog, trace, units, micros, false);
}

/** A split call: its parts with their bands or versions, each with its own working. */
function partSteps(catalog: Catalog, trace: EventTrace, parts: ReadonlyArray<PartTrace>, units: number, micros: Micros): string[] {
  const { usage, currency } = wordsOf(catalog, trace);
  const steps = trace.rounded === units ? [] : [`${formatUnits(usage, units)} rounded up to ${formatUnits(usage, trace.rounded)}`];
  const worked = parts.flatMap((part, index) => {
    const [first = '', ...others] = stepsOfPiece(catalog, part, part.rounded, part.micros, index > 0);
    const band = catalog.bands.find(({ code }) => code === part.band)?.label ?? `version ${part.version}`;
    return [`${band}, ${formatUnits(usage, part.rounded)}: ${first}`, ...others];
  });
  return [...steps, ...worked, `${formatRate(micros, currency)} together`];
}

function stepsOfPiece(catalog: Catalog, trace: EventTrace, units: number, micros: Micros, isLater: boolean): string[] {
  const words = wordsOf(catalog, trace);
  const steps = trace.rounded === units ? [] : [`${formatUnits(words.usage, units)} rounded up to ${formatUnits(words.usage, trace.rounded)}`];
  const paid = moneyTaken({ trace });
  const taken = trace.rounded === 0 ? [] : takenOf(trace).filter(({ measure }) => measure !== 'money').map((one) => allowanceStep(catalog, trace.offer, one, words.usage));
  if (trace.allowance && trace.charged === 0) return [...steps, ...taken, 'nothing to pay'];
  const money = takenOf(trace).filter(({ measure }) => measure === 'money').map((one) => moneyStep(catalog, one));
  return [...steps, ...taken, ...priceSteps(words, trace, micros + paid, isLater), ...(money.length > 0 ? [...money, `${formatRate(micros, words.currency)} to pay`] : [])];
}

function wordsOf(catalog: Catalog, trace: EventTrace): Words {
  const rule = catalog.offers.find((offer) => offer.code === trace.offer)?.usage.find((candidate) => candidate.code === trace.rule);
  const version = rule?.versions.find((candidate) => candidate.version === trace.version);
  if (!rule || !version) throw new RangeError(`The catalog does not have version ${trace.version} of "${trace.rule}" in the offer "${trace.offer}".`);
  return { usage: rule.usage, price: version.price, currency: catalog.currency };
}

/** How the charged units came to their price; the last step ends in the event's own price. */
function priceSteps(words: Words, trace: EventTrace, micros: Micros, isLater: boolean): string[] {
  const { usage, price, currency } = words;
  const result = formatRate(micros, currency);
  if (price.kind === 'volume') return [`${formatUnits(usage, trace.charged)} at the price that all use of the cycle reaches = ${result}`];
  const compiled = compilePrice(price);
  const own = ((isLater && compiled.laterPart) || compiled.price)(trace.charged, trace.countedBefore);
  const working = isLater ? workingOf({ ...words, price: price.kind === 'perUnit' ? { ...price, setup: 0 } : price }, trace) : workingOf(words, trace);
  if (own === micros) return [`${working} = ${result}`];
  return [`${working} = ${formatRate(own, currency)}`, `${result} after what earlier bills of the cycle have taken`];
}
