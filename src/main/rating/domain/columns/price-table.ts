import type { Micros } from '../../../../contract/money.ts';
import type { PriceModel } from '../../../../contract/catalog.ts';
import { rateSteps } from '../graduated-percent.ts';
import { microsAtRate } from '../percent.ts';
import { exactMicros, type PriceFunction } from '../price-function.ts';
import { tierSteps, type TierStep } from '../tiers.ts';

/** Price models that are rated in columns. By volume no event has its price before its cycle is over, so it is none of them. */
const kinds = ['flat', 'perUnit', 'graduated', 'package', 'percent', 'graduatedPercent', 'capacity'] as const;
const [FLAT, PER_UNIT, GRADUATED, PACKAGE, PERCENT, GRADUATED_PERCENT, CAPACITY] = [0, 1, 2, 3, 4, 5, 6] as const;

/** Places of one price in `numbers`; a price has the ones its model needs. */
const PLACES = 8;
const [PRICE, PER, INCREMENT, MINIMUM, FEE, FIRST, CAP, FREE] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
/** Places of one tier: its first unit less one, its last unit, its price, and what all units before it come to, times `per`. */
const TIER = 4;
/** Increments and minimums beyond this are left to rating by objects: rounded units then stay far from the end of exact numbers. */
const LARGEST_STEP = 1e12;

/** Prices as flat tables, by index; `exact` are the same prices as functions, for numbers that leave the safe integers. */
export type PriceTable = { readonly kinds: Uint8Array; readonly numbers: Float64Array; readonly tiers: Float64Array; readonly tierFrom: Int32Array; readonly exact: ReadonlyArray<PriceFunction> };

/** Why a price cannot be rated in columns, or null. */
export function priceRefusal(model: PriceModel): string | null {
  if (model.kind === 'volume') return 'a price by volume is known only when its cycle is over';
  const steps = 'increment' in model ? [model.increment, ...(model.kind === 'perUnit' ? [model.minimum, model.first ?? 0] : [])] : [];
  return steps.some((step) => step > LARGEST_STEP) ? 'its increments are too large' : null;
}

/** Compiles prices; throws a RangeError for one that `priceRefusal` refuses. */
export function priceTable(models: ReadonlyArray<PriceModel>, exact: ReadonlyArray<PriceFunction>): PriceTable {
  const numbers = new Float64Array(models.length * PLACES);
  const tiers: number[] = [];
  const tierFrom = new Int32Array(models.length + 1);
  const kindOf = Uint8Array.from(models, (model, index) => {
    const refusal = priceRefusal(model);
    if (refusal !== null || model.kind === 'volume') throw new RangeError(`This price cannot be rated in columns: ${refusal}.`);
    numbers.set(placesOf(model), index * PLACES);
    const steps = model.kind === 'graduated' ? tierSteps(model.tiers) : model.kind === 'graduatedPercent' ? rateSteps(model) : [];
    tiers.push(...cumulated(steps));
    tierFrom[index + 1] = tiers.length;
    return kinds.indexOf(model.kind);
  });
  return { kinds: kindOf, numbers, tiers: Float64Array.from(tiers), tierFrom, exact };
}

function placesOf(model: Exclude<PriceModel, { kind: 'volume' }>): number[] {
  switch (model.kind) {
    case 'flat': return [model.price, 1, 1, 0, 0, 1, Infinity, 0];
    case 'perUnit': return [model.price, model.per, model.increment, model.minimum, model.setup, model.first ?? model.increment, model.cap ?? Infinity, 0];
    case 'graduated': return [0, model.per, model.increment, 0, 0, 1, Infinity, 0];
    case 'package': return [model.price, 1, model.size, 0, 0, 1, Infinity, model.free];
    case 'percent': return [microsAtRate(model.rate), 1, 1, 0, model.fee, 1, Infinity, model.free];
    case 'graduatedPercent': return [0, 1, 1, 0, model.fee, 1, Infinity, 0];
    case 'capacity': return [model.price, model.per, model.increment, 0, 0, 1, Infinity, model.free];
  }
}

function cumulated(steps: ReadonlyArray<TierStep>): number[] {
  let [start, sum] = [0, 0];
  return steps.flatMap(({ upTo, price }) => {
    const tier = [start, upTo, price, sum];
    sum += upTo === Infinity ? 0 : Math.max(0, upTo - start) * price;
    start = Math.max(start, upTo);
    return tier;
  });
}

/** Units after minimum and increment, as `PriceFunction.round` gives them. */
export function roundedUnits({ kinds: kindOf, numbers }: PriceTable, price: number, units: number): number {
  const at = price * PLACES;
  const kind = kindOf[price] as number;
  if (kind === PER_UNIT) {
    const minimum = numbers[at + MINIMUM] as number;
    const raised = units < minimum ? minimum : units;
    if (raised === 0) return 0;
    const first = numbers[at + FIRST] as number;
    return raised <= first ? first : first + wholeSteps(raised - first, numbers[at + INCREMENT] as number);
  }
  return kind === GRADUATED || kind === CAPACITY ? wholeSteps(units, numbers[at + INCREMENT] as number) : units;
}

/**
 * `units` raised to whole steps. The quotient of two safe integers is never rounded down to a whole number that it exceeds: it
 * exceeds it by at least 1 / step, half the distance of doubles at k is at most k / 2^53, and k x step < 2^53.
 */
function wholeSteps(units: number, step: number): number {
  return step === 1 ? units : Math.ceil(units / step) * step;
}

/**
 * a / b half away from zero, NaN where a is no safe integer. As above, the quotient is never rounded up to a whole number that it does
 * not reach, so its floor is exact, and so are product and rest.
 */
function quotient(a: number, b: number): number {
  if (b === 1) return Number.isSafeInteger(a) ? a : Number.NaN;
  const size = a < 0 ? -a : a;
  if (!(size <= Number.MAX_SAFE_INTEGER)) return Number.NaN;
  const floor = Math.floor(size / b);
  const rest = size - floor * b;
  const whole = rest * 2 >= b ? floor + 1 : floor;
  return a < 0 ? -whole : whole;
}

/**
 * The micros of `charged` units after `counted` ones, as `PriceFunction.price` gives them. Computed in whole numbers below 2^53;
 * where one would leave them, the function itself is asked, which goes on in BigInt or throws its RangeError.
 */
export function microsOf(table: PriceTable, price: number, charged: number, counted: number): Micros {
  const at = price * PLACES;
  const { numbers } = table;
  let micros: number;
  switch (table.kinds[price]) {
    case FLAT: micros = numbers[at + PRICE] as number; break;
    case PER_UNIT: {
      micros = (numbers[at + FEE] as number) + quotient((numbers[at + PRICE] as number) * charged, numbers[at + PER] as number);
      const cap = numbers[at + CAP] as number;
      if (micros > cap) micros = cap;
      break;
    }
    case CAPACITY: micros = totalOf(table, price, charged > counted ? charged : counted) - totalOf(table, price, counted); break;
    default: micros = charged === 0 ? 0 : (numbers[at + FEE] as number) + (totalOf(table, price, counted + charged) - totalOf(table, price, counted));
  }
  return Number.isSafeInteger(micros) ? micros + 0 : exactMicros((table.exact[price] as PriceFunction).price(charged, counted));
}

/** What a cycle of `units` costs without fees; NaN where a number on the way is not exact. */
function totalOf(table: PriceTable, price: number, units: number): number {
  const { numbers } = table;
  const at = price * PLACES;
  const kind = table.kinds[price];
  if (kind === GRADUATED || kind === GRADUATED_PERCENT) return tieredOf(table, price, units);
  const beyond = units - (numbers[at + FREE] as number);
  const counted = beyond > 0 ? beyond : 0;
  if (kind === PACKAGE) return quotient(Math.ceil(counted / (numbers[at + INCREMENT] as number)) * (numbers[at + PRICE] as number), 1);
  return quotient(counted * (numbers[at + PRICE] as number), kind === PERCENT ? 1 : (numbers[at + PER] as number));
}

function tieredOf({ numbers, tiers, tierFrom }: PriceTable, price: number, units: number): number {
  let tier = tierFrom[price] as number;
  const last = (tierFrom[price + 1] as number) - TIER;
  while (tier < last && units > (tiers[tier + 1] as number)) tier += TIER;
  const before = tiers[tier + 3] as number;
  const own = (units - (tiers[tier] as number)) * (tiers[tier + 2] as number);
  if (!Number.isSafeInteger(before) || !Number.isSafeInteger(own)) return Number.NaN;
  return quotient(before + own, numbers[price * PLACES + PER] as number);
}

/** What is counted after an event: the peak where that is priced, else the sum. */
export function countedAfter({ kinds: kindOf }: PriceTable, price: number, counted: number, charged: number): number {
  return kindOf[price] !== CAPACITY ? counted + charged : charged > counted ? charged : counted;
}
