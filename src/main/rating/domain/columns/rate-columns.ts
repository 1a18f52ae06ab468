import { ALLOWANCES, ALLOWANCES_END, BAND, type ColumnPlan, COUNTER, INACTIVE, NO_PRICE, PRICE_AT, TARIFF_PLACES, WAYS } from './column-plan.ts';
import { textOf, zoneOfBytes } from './digit-trie.ts';
import { BAND_BITS, BAND_MASK } from './moment-table.ts';
import { countedAfter, microsOf, roundedUnits } from './price-table.ts';
import { ACCOUNT, beginCycle, CLOCK, CYCLE, freshService, LAST, ownSlot, type RatingState, SET, sharedIncluded, sharedSlot, STAMP, UNTIL } from './rating-state.ts';
import { AT_HOME, type UsageColumns } from './usage-columns.ts';

/** What rating found, row by row. `tariff` is a place in the plan's tariffs, NO_PRICE or INACTIVE; then the rest is 0. `zone` is -1 for none. */
export type PricedColumns = { readonly tariff: Int32Array; readonly zone: Int32Array; readonly rounded: Float64Array; readonly charged: Float64Array; readonly micros: Float64Array };

export function pricedColumns(rows: number): PricedColumns {
  return { tariff: new Int32Array(rows), zone: new Int32Array(rows), rounded: new Float64Array(rows), charged: new Float64Array(rows), micros: new Float64Array(rows) };
}

const MS_A_MINUTE = 60_000;
const VOICE = 0;
/** Rows that are looked up before they are rated; what they need stays in the nearest memory. */
const AHEAD = 64;

/**
 * Prices a batch of events that no bill carries, exactly as `rateCycle` does (see there for the order of what is decided). The
 * events of each account come in order of start, then key, over all batches of a state; accounts may lie between each other. Prices are whole
 * micros, never rounded here. Why an event came to its price is not kept: rating its cycle by `rateCycle` tells, with the same figures. Throws a
 * RangeError for an event out of order, or outside the window or the cycles of its account, and for a price beyond exact numbers.
 */
export function rateColumns(plan: ColumnPlan, state: RatingState, events: UsageColumns, priced: PricedColumns): void {
  const { window, days, dayOfSet, prices, moments, storeShared, grown } = plan;
  let { cells, included, tariffs, lists } = grown;
  const storeCount = storeShared.length;
  const { ints, numbers, recordOf } = state;
  const { service: serviceOf, startMs, kind: kindOf, units: unitsOf, incoming, visited } = events;
  const firstMinute = Math.floor(window.fromMs / MS_A_MINUTE);
  const zones = plan.zoneCodes.length + 1;
  const networkZones = events.networks.map((network) => zoneIndexOf(plan, plan.compiled.zones.roaming(network)));
  const accountsAhead = new Int32Array(AHEAD);
  const touched = new Float64Array(AHEAD);
  for (let row = 0; row < events.count; row += 1) {
    if (row % AHEAD === 0) lookAhead(plan, state, events, row, networkZones, priced.zone, accountsAhead, touched);
    const service = recordOf[serviceOf[row] as number] as number;
    const start = startMs[row] as number;
    const account = accountsAhead[row % AHEAD] as number;
    if (start < (numbers[account + LAST] as number)) throw new RangeError(`The usage ${events.usageId[row]} does not come in order of start.`);
    numbers[account + LAST] = start;
    if (start >= (numbers[account + UNTIL] as number)) beginCycle(state, account, start);
    if (ints[service * 2 + STAMP] !== ints[account * 2 + CYCLE]) freshService(state, service, ints[account * 2 + CYCLE] as number);
    const moment = (moments[ints[service * 2 + CLOCK] as number] as Int32Array)[Math.floor(start / MS_A_MINUTE) - firstMinute];
    if (moment === undefined) throw new RangeError(`The usage ${events.usageId[row]} is not of the time that is rated.`);
    const day = moment >> BAND_BITS;
    const set = ints[service * 2 + SET] as number;
    let table = dayOfSet[set * days + day] as number;
    if (table < 0) {
      table = plan.tableOf(set, day);
      ({ cells, included, tariffs, lists } = grown);
    }
    const zone = priced.zone[row] as number;
    const way = (kindOf[row] as number) * 4 + (visited[row] === AT_HOME ? 0 : 2) + (incoming[row] as number);
    let chain = cells[(table * WAYS + way) * zones + zone + 1] as number;
    let tariff = chain;
    if (chain >= 0) {
      const bands = moment & BAND_MASK;
      for (;;) {
        tariff = lists[chain] as number;
        if (tariff < 0) break;
        const band = tariffs[tariff * TARIFF_PLACES + BAND] as number;
        if (band === 0 || (bands & band) !== 0) break;
        chain += 1;
      }
    }
    priced.tariff[row] = tariff;
    if (tariff < 0) {
      priced.rounded[row] = 0;
      priced.charged[row] = 0;
      priced.micros[row] = 0;
      continue;
    }
    const at = tariff * TARIFF_PLACES;
    const price = tariffs[at + PRICE_AT] as number;
    const rounded = roundedUnits(prices, price, unitsOf[row] as number);
    let charged = rounded;
    let covered = false;
    const end = tariffs[at + ALLOWANCES_END] as number;
    for (let list = tariffs[at + ALLOWANCES] as number; list < end; list += 1) {
      const store = lists[list] as number;
      const shared = storeShared[store] === 1;
      const slot = shared ? sharedSlot(state, account, store) : ownSlot(state, service, store);
      const size = shared ? sharedIncluded(plan, state, account, slot, store, day) : (included[table * storeCount + store] as number);
      // The days of the account's other services may have made the tables grow.
      if (shared) ({ cells, included, tariffs, lists } = grown);
      if (size <= 0) continue;
      covered = true;
      const used = numbers[slot] as number;
      const left = size > used ? size - used : 0;
      const taken = charged < left ? charged : left;
      numbers[slot] = used + taken;
      charged -= taken;
    }
    const counter = tariffs[at + COUNTER] as number;
    let micros: number;
    if (counter < 0) micros = covered && charged === 0 ? 0 : microsOf(prices, price, charged, 0);
    else {
      const slot = storeShared[counter] === 1 ? sharedSlot(state, account, counter) : ownSlot(state, service, counter);
      const counted = numbers[slot] as number;
      micros = covered && charged === 0 ? 0 : microsOf(prices, price, charged, counted);
      numbers[slot] = countedAfter(prices, price, counted, charged);
    }
    priced.rounded[row] = rounded;
    priced.charged[row] = charged;
    priced.micros[row] = micros;
  }
}

/**
 * Finds the zones and the accounts' records of the next rows, one kind after the other: none waits for another's answer, so the
 * machine fetches what they need of its memory side by side, which halves the time of an event. `touched` is only there to fetch the accounts.
 */
function lookAhead(plan: ColumnPlan, { ints, numbers, recordOf }: RatingState, events: UsageColumns, from: number, networkZones: ReadonlyArray<number>, zones: Int32Array, accounts: Int32Array, touched: Float64Array): void {
  const { service, visited, text, textFrom, textTo } = events;
  const to = from + AHEAD < events.count ? from + AHEAD : events.count;
  for (let row = from; row < to; row += 1) accounts[row - from] = ints[(recordOf[service[row] as number] as number) * 2 + ACCOUNT] as number;
  for (let row = from; row < to; row += 1) touched[row - from] = numbers[(accounts[row - from] as number) + LAST] as number;
  for (let row = from; row < to; row += 1) zones[row] = visited[row] === AT_HOME ? zoneOfBytes(plan.trie, text, textFrom[row] as number, textTo[row] as number) : zoneAbroad(plan, events, row, networkZones);
}

function zoneIndexOf({ zoneIndex }: ColumnPlan, code: string | null): number {
  return code === null ? -1 : (zoneIndex.get(code) ?? -1);
}

/** Abroad the zone is the visited network's, unless an emergency number was called. */
function zoneAbroad(plan: ColumnPlan, events: UsageColumns, row: number, networkZones: ReadonlyArray<number>): number {
  if (events.kind[row] === VOICE) {
    const emergency = zoneIndexOf(plan, plan.compiled.zones.emergency(textOf(events.text, events.textFrom[row] as number, events.textTo[row] as number)));
    if (emergency >= 0) return emergency;
  }
  return networkZones[events.visited[row] as number] ?? -1;
}

/** Why an event has no price, as `rateCycle` says it; null where it has one. */
export function unratedReason(tariff: number): 'inactiveService' | 'noPrice' | null {
  if (tariff === INACTIVE) return 'inactiveService';
  return tariff === NO_PRICE ? 'noPrice' : null;
}
