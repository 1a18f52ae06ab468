import type { ColumnPlan } from './column-plan.ts';

/** Places of a service: its set of products, which slots it has, where they begin, its account, the cycle they are of, its local clock, how many slots. */
export const SERVICE_PLACES = 8;
export const [SET, LAYOUT, BASE, ACCOUNT, STAMP, CLOCK, SIZE] = [0, 1, 2, 3, 4, 5, 6] as const;
/** Places of an account: the slots that its services share, where they begin, how many, its list of cycles, the cycle it is in, its first service. */
export const ACCOUNT_PLACES = 8;
export const [SHARED_LAYOUT, SHARED_BASE, SHARED_SIZE, CYCLES, CYCLE, FIRST_SERVICE, END_SERVICE] = [0, 1, 2, 3, 4, 5, 6] as const;
/** Moments of an account: where its cycle ends, and its last event. */
export const [UNTIL, LAST] = [0, 1] as const;
/** A store shared by an account has two more slots: the day + 1 of which its size is known, and the size. */
const SHARED_SLOTS = 3;
const NOWHERE = -1;

/**
 * How far each service and account is in its allowances and tiers. Slots are 8 bytes; a service has one for each store its offers may use.
 */
export type RatingState = {
  readonly services: Int32Array;
  readonly accounts: Int32Array;
  readonly times: Float64Array;
  readonly slots: Float64Array;
  readonly cycles: ReadonlyArray<Float64Array>;
  /** By layout and store: the slot, or -1. */
  readonly layouts: Int16Array;
  readonly sharedLayouts: Int16Array;
  readonly storeCount: number;
};

/** Whom the usage is of, in lists by place. Services of one account are beside each other, accounts in their order. */
export type Holders = {
  readonly count: number;
  readonly accountCount: number;
  /** By service: its set of products in the plan, and its account. */
  readonly setOf: Int32Array;
  readonly accountOf: Int32Array;
  /** By account: its local clock in the plan, and its list of cycles. */
  readonly clockOf: Int32Array;
  readonly cyclesOf: Int32Array;
  /** Lists of the moments at which cycles begin, in order, in milliseconds; the last is the end of the last cycle. */
  readonly cycles: ReadonlyArray<Float64Array>;
};

/** An empty state of all these: about 100 bytes for a service that is an account of its own, and 8 for each store. */
export function ratingState(plan: ColumnPlan, holders: Holders): RatingState {
  const { count, accountCount, setOf, accountOf, clockOf, cyclesOf, cycles } = holders;
  const own = layoutsOf(plan, (store) => !store.shared, 1);
  const everybodys = layoutsOf(plan, (store) => store.shared, SHARED_SLOTS);
  const services = new Int32Array(count * SERVICE_PLACES);
  const accounts = new Int32Array(accountCount * ACCOUNT_PLACES);
  const times = new Float64Array(accountCount * 2).fill(Number.NEGATIVE_INFINITY);
  let base = 0;
  for (let service = 0; service < count; service += 1) {
    const [at, set, account] = [service * SERVICE_PLACES, setOf[service] as number, accountOf[service] as number];
    const layout = own.ofSets(setOf.subarray(service, service + 1));
    services.set([set, layout, base, account, 0, clockOf[account] as number, own.size(layout)], at);
    base += own.size(layout);
    const end = account * ACCOUNT_PLACES + END_SERVICE;
    if (accounts[end] === 0) accounts[account * ACCOUNT_PLACES + FIRST_SERVICE] = service;
    else if (accounts[end] !== service) throw new RangeError('Services of one account lie beside each other.');
    accounts[end] = service + 1;
  }
  for (let account = 0; account < accountCount; account += 1) {
    const at = account * ACCOUNT_PLACES;
    const layout = everybodys.ofSets(setOf.subarray(accounts[at + FIRST_SERVICE], accounts[at + END_SERVICE]));
    accounts[at + SHARED_LAYOUT] = layout;
    accounts[at + SHARED_BASE] = base;
    accounts[at + SHARED_SIZE] = everybodys.size(layout);
    accounts[at + CYCLES] = cyclesOf[account] as number;
    base += everybodys.size(layout);
  }
  return { services, accounts, times, slots: new Float64Array(base), cycles, layouts: own.table(), sharedLayouts: everybodys.table(), storeCount: plan.stores.length };
}

/** Which slot each store has, for every collection of sets of products that is met. */
function layoutsOf(plan: ColumnPlan, isMeant: (store: ColumnPlan['stores'][number]) => boolean, slotsEach: number) {
  const found: Array<ReadonlyArray<number>> = [];
  const known = new Map<string, number>();
  const ofOneSet: number[] = [];
  const ofSeveral = new Map<string, number>();
  const add = (stores: ReadonlyArray<number>) => {
    const key = stores.join();
    const at = known.get(key) ?? found.push(stores) - 1;
    known.set(key, at);
    return at;
  };
  const storesOf = (set: number) => (plan.storesOfSet[set] ?? []).filter((store) => isMeant(plan.stores[store] as ColumnPlan['stores'][number]));
  return {
    ofSets: (sets: Int32Array) => {
      if (sets.length === 1) return (ofOneSet[sets[0] as number] ??= add(storesOf(sets[0] as number)));
      const key = sets.join();
      const at = ofSeveral.get(key) ?? add([...new Set([...sets].flatMap(storesOf))].sort((a, b) => a - b));
      ofSeveral.set(key, at);
      return at;
    },
    size: (layout: number) => (found[layout]?.length ?? 0) * slotsEach,
    table: () => {
      const table = new Int16Array(found.length * plan.stores.length).fill(NOWHERE);
      found.forEach((stores, layout) => stores.forEach((store, place) => { table[layout * plan.stores.length + store] = place * slotsEach; }));
      return table;
    },
  };
}

/** Begins the cycle of an account that holds the moment; what was used before is forgotten. */
export function beginCycle({ accounts, times, slots, cycles }: RatingState, account: number, start: number): void {
  const at = account * ACCOUNT_PLACES;
  const list = cycles[accounts[at + CYCLES] as number] ?? new Float64Array();
  const next = list.findIndex((begin) => begin > start);
  if (next <= 0) throw new RangeError('An event lies outside the cycles of its account.');
  times[account * 2 + UNTIL] = list[next] as number;
  accounts[at + CYCLE] = next;
  slots.fill(0, accounts[at + SHARED_BASE], (accounts[at + SHARED_BASE] as number) + (accounts[at + SHARED_SIZE] as number));
}

/** Empties the slots of a service that has no event yet in the cycle its account is in. */
export function freshService({ services, slots }: RatingState, service: number, cycle: number): void {
  const base = services[service + BASE] as number;
  services[service + STAMP] = cycle;
  slots.fill(0, base, base + (services[service + SIZE] as number));
}

/** Where a store of the service at these places is counted. */
export function slotOf({ services, accounts, layouts, sharedLayouts, storeCount }: RatingState, service: number, account: number, store: number, shared: boolean): number {
  return shared
    ? (accounts[account + SHARED_BASE] as number) + (sharedLayouts[(accounts[account + SHARED_LAYOUT] as number) * storeCount + store] as number)
    : (services[service + BASE] as number) + (layouts[(services[service + LAYOUT] as number) * storeCount + store] as number);
}

/** What all services of the account bring of a shared allowance on a local day; worked out once a day. */
export function sharedIncluded(plan: ColumnPlan, state: RatingState, account: number, store: number, day: number): number {
  const { accounts, services, slots } = state;
  const at = account * ACCOUNT_PLACES;
  const slot = slotOf(state, 0, at, store, true);
  if (slots[slot + 1] === day + 1) return slots[slot + 2] as number;
  let size = 0;
  for (let service = accounts[at + FIRST_SERVICE] as number; service < (accounts[at + END_SERVICE] as number); service += 1) {
    // The table may be new, and the array with it.
    const table = plan.tableOf(services[service * SERVICE_PLACES + SET] as number, day);
    size += plan.grown.included[table * plan.storeShared.length + store] as number;
  }
  slots[slot + 1] = day + 1;
  slots[slot + 2] = size;
  return size;
}
