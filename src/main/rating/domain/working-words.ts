import type { EventTrace } from '../../../contract/bill.ts';
import type { PriceModel, UsageKind } from '../../../contract/catalog.ts';
import { formatMinor, formatRate } from '../../../contract/money.ts';
import { rateSteps } from './graduated-percent.ts';
import { blocksOf } from './package.ts';
import { microsAtRate } from './percent.ts';
import { tierSteps, unitsByTier } from './tiers.ts';
import { formatUnits, ratePer } from './unit-words.ts';

/** What the words of a price need: the kind of usage, the price and its currency. */
export type Words = { readonly usage: UsageKind; readonly price: PriceModel; readonly currency: string };

type Working<K extends PriceModel['kind']> = (price: Extract<PriceModel, { kind: K }>, words: Words, trace: EventTrace) => string;

/** How the charged units of an event come to its price, before "= $0.30". Every price model has its words here. */
const workings: { readonly [K in PriceModel['kind']]: Working<K> } = {
  flat: () => 'one price for each event',
  perUnit: (price, { usage, currency }, { charged }) => {
    const setup = price.setup === 0 ? '' : `${formatRate(price.setup, currency)} set-up and `;
    const cap = price.cap === undefined ? '' : `, at most ${formatRate(price.cap, currency)}`;
    return `${setup}${formatUnits(usage, charged)} at ${ratePer(usage, price.price, price.per, currency)}${cap}`;
  },
  volume: (_, { usage }, { charged }) => formatUnits(usage, charged),
  graduated: (price, { usage, currency }, { charged, countedBefore }) => {
    const parts = unitsByTier(tierSteps(price.tiers), countedBefore, countedBefore + charged);
    return parts.map((part) => `${formatUnits(usage, part.units)} at ${ratePer(usage, part.price, price.per, currency)}`).join(' and ') || formatUnits(usage, charged);
  },
  package: (price, { usage, currency }, { charged, countedBefore }) => {
    const size = formatUnits(usage, charged);
    const blocks = blocksOf(price, countedBefore + charged) - blocksOf(price, countedBefore);
    if (countedBefore + charged <= price.free) return `${size} within the first ${formatUnits(usage, price.free)} free`;
    if (blocks === 0) return `${size} within a block already charged`;
    return `${size} begin${charged === 1 ? 's' : ''} ${blocks} ${blocks === 1 ? 'block' : 'blocks'} of ${formatUnits(usage, price.size)} at ${formatRate(price.price, currency)}`;
  },
  percent: (price, { currency }, { charged, countedBefore }) => {
    const value = formatMinor(charged, currency);
    const free = Math.min(charged, Math.max(0, price.free - countedBefore));
    const first = `the first ${formatMinor(price.free, currency)}`;
    if (free === charged && free > 0) return `${feeText(price.fee, currency, charged)}${value} within ${first} free`;
    const base = free === 0 ? value : `${formatMinor(charged - free, currency)} of ${value} beyond ${first}`;
    return `${feeText(price.fee, currency, charged)}${percentText(price.rate)} of ${base}`;
  },
  graduatedPercent: (price, { currency }, { charged, countedBefore }) => {
    const parts = unitsByTier(rateSteps(price), countedBefore, countedBefore + charged);
    return `${feeText(price.fee, currency, charged)}${parts.map((part) => `${percentText(part.price / microsAtRate(1))} of ${formatMinor(part.units, currency)}`).join(' and ') || formatMinor(charged, currency)}`;
  },
  capacity: (price, { usage, currency }, { charged, countedBefore }) => {
    const [low, high] = [Math.max(countedBefore, price.free), Math.max(charged, price.free)];
    if (charged <= countedBefore) return `${formatUnits(usage, charged)} within the peak of ${formatUnits(usage, countedBefore)}`;
    if (high <= low) return `${formatUnits(usage, charged)} within the first ${formatUnits(usage, price.free)} free`;
    return `the peak rises to ${formatUnits(usage, high)}: ${formatUnits(usage, high - low)} more at ${ratePer(usage, price.price, price.per, currency)}`;
  },
};

/** The working of the trace's charged units in words. */
export function workingOf(words: Words, trace: EventTrace): string {
  const working = workings[words.price.kind] as Working<PriceModel['kind']>;
  return working(words.price, words, trace);
}

function percentText(rate: number): string {
  return `${Math.floor(rate / 100)}${rate % 100 === 0 ? '' : `.${String(rate % 100).padStart(2, '0').replace(/0$/, '')}`} %`;
}

function feeText(fee: number, currency: string, charged: number): string {
  return fee === 0 || charged === 0 ? '' : `${formatRate(fee, currency)} fee and `;
}
