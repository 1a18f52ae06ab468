import type { ColumnPlan } from './column-plan.ts';

/*
 * How far everybody is lies in one piece of memory: the record of an account, then those of its services, since an event needs both
 * and memory is what rating waits for. Records are named by where they begin, counted in numbers of 8 bytes.
 */
/** Whole numbers of a service's record, of which two are in 8 bytes: its set of products, which slots it has, its account's record, the cycle they are of, its local clock. */
export const [SET, LAYOUT, ACCOUNT, STAMP, CLOCK] = [0, 1, 2, 3, 4] as const;
/** After them come its slots. */
const SERVICE_HEAD = 3;
/** Whole numbers of an account's record: the slots that its services share, its list of cycles, the cycle it is in, its first service, and the one after its last. */
export const [SHARED_LAYOUT, CYCLES, CYCLE, FIRST_SERVICE, END_SERVICE] = [0, 1, 2, 3, 4] as const;
/** Then two moments: where its cycle ends, and its last event; then what its services share. */
export const [UNTIL, LAST] = [3, 4] as const;
const ACCOUNT_HEAD = 5;
/** A store shared by an account has two more slots: the day + 1 of which its size is known, and the size. */
const SHARED_SLOTS = 3;
const NOWHERE = -1;

/**
 * How far each service and account is in its allowances and tiers. A service has a slot for each store its offers may use.
 */
export type RatingState = {
  /** The records, as numbers and as whole numbers of half the size. */
  readonly numbers: Float64Array;
  readonly ints: Int32Array;
  /** By service: its record. */
  readonly recordOf: Int32Array;
  readonly cycles: ReadonlyArray<Float64Array>;
  /** By layout and store: the slot, or -1. */
  readonly layouts: Int16Array;
  readonly sharedLayouts: Int16Array;
  /** By layout: how many slots. */
  readonly sizes: ReadonlyArray<number>;
  readonly sharedSizes: ReadonlyArray<number>;
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

/** An empty state of all these: about 70 bytes for an account, 30 for each of its services, and 8 for each store. */
export function ratingState(plan: ColumnPlan, holders: Holders): RatingState {
  const { count, accountCount, setOf, accountOf, clockOf, cyclesOf, cycles } = holders;
  const own = layoutsOf(plan, (store) => !store.shared, 1);
  const everybodys = layoutsOf(plan, (store) => store.shared, SHARED_SLOTS);
  const recordOf = new Int32Array(count);
  const accountRecord = new Int32Array(accountCount);
  const [layoutOf, sharedLayoutOf, endOf] = [new Int32Array(count), new Int32Array(accountCount), new Int32Array(accountCount)];
  let [size, service] = [0, 0];
  for (let account = 0; account < accountCount; account += 1) {
    const first = service;
    while (service < count && accountOf[service] === account) service += 1;
    endOf[account] = service;
    const layout = everybodys.ofSets(setOf.subarray(first, service));
    sharedLayoutOf[account] = layout;
    accountRecord[account] = size;
    size += ACCOUNT_HEAD + everybodys.size(layout);
    for (let each = first; each < service; each += 1) {
      layoutOf[each] = own.ofSets(setOf.subarray(each, each + 1));
      recordOf[each] = size;
      size += SERVICE_HEAD + own.size(layoutOf[each] as number);
    }
  }
  if (service < count) throw new RangeError('Services of one account lie beside each other.');
  const numbers = new Float64Array(size);
  const ints = new Int32Array(numbers.buffer);
  for (let account = 0, first = 0; account < accountCount; account += 1) {
    const [record, end] = [accountRecord[account] as number, endOf[account] as number];
    ints.set([sharedLayoutOf[account] as number, cyclesOf[account] as number, 0, first, end], record * 2);
    numbers.fill(Number.NEGATIVE_INFINITY, record + UNTIL, record + LAST + 1);
    for (; first < end; first += 1) ints.set([setOf[first] as number, layoutOf[first] as number, record, 0, clockOf[account] as number], (recordOf[first] as number) * 2);
  }
  return { numbers, ints, recordOf, cycles, layouts: own.table(), sharedLayouts: everybodys.table(), sizes: own.sizes(), sharedSizes: everybodys.sizes(), storeCount: plan.stores.length };
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
    sizes: () => found.map((stores) => stores.length * slotsEach),
    table: () => {
      const table = new Int16Array(found.length * plan.stores.length).fill(NOWHERE);
      found.forEach((stores, layout) => stores.forEach((store, place) => { table[layout * plan.stores.length + store] = place * slotsEach; }));
      return table;
    },
  };
}

/** Begins the cycle of an account (its record) that holds the moment; what was used before is forgotten. */
export function beginCycle({ ints, numbers, cycles, sharedSizes }: RatingState, account: number, start: number): void {
  const list = cycles[ints[account * 2 + CYCLES] as number] ?? new Float64Array();
  const next = list.findIndex((begin) => begin > start);
  if (next <= 0) throw new RangeError('An event lies outside the cycles of its account.');
  numbers[account + UNTIL] = list[next] as number;
  ints[account * 2 + CYCLE] = next;
  const shared = account + ACCOUNT_HEAD;
  numbers.fill(0, shared, shared + (sharedSizes[ints[account * 2 + SHARED_LAYOUT] as number] as number));
}

/** Empties the slots of a service (its record) that has no event yet in the cycle its account is in. */
export function freshService({ ints, numbers, sizes }: RatingState, service: number, cycle: number): void {
  ints[service * 2 + STAMP] = cycle;
  const slots = service + SERVICE_HEAD;
  numbers.fill(0, slots, slots + (sizes[ints[service * 2 + LAYOUT] as number] as number));
}

/** Where in `numbers` a store that the service has for itself is counted. */
export function ownSlot({ ints, layouts, storeCount }: RatingState, service: number, store: number): number {
  return service + SERVICE_HEAD + (layouts[(ints[service * 2 + LAYOUT] as number) * storeCount + store] as number);
}

/** Where a store that all services of the account share is counted. */
export function sharedSlot({ ints, sharedLayouts, storeCount }: RatingState, account: number, store: number): number {
  return account + ACCOUNT_HEAD + (sharedLayouts[(ints[account * 2 + SHARED_LAYOUT] as number) * storeCount + store] as number);
}

/** What all services of the account bring of the shared allowance counted in this slot on a local day; worked out once a day. */
export function sharedIncluded(plan: ColumnPlan, { ints, numbers, recordOf }: RatingState, account: number, slot: number, store: number, day: number): number {
  if (numbers[slot + 1] === day + 1) return numbers[slot + 2] as number;
  let size = 0;
  for (let service = ints[account * 2 + FIRST_SERVICE] as number; service < (ints[account * 2 + END_SERVICE] as number); service += 1) {
    // The table may be new, and the array with it.
    const table = plan.tableOf(ints[(recordOf[service] as number) * 2 + SET] as number, day);
    size += plan.grown.included[table * plan.storeShared.length + store] as number;
  }
  numbers[slot + 1] = day + 1;
  numbers[slot + 2] = size;
  return size;
}
