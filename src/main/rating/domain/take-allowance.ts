import type { AllowanceTaken } from '../../../contract/bill.ts';
import type { Bucket } from './allowance-buckets.ts';
import type { CycleEvent, Reservation } from './cycle-usage.ts';
import type { CompiledRule } from './compile-catalog.ts';

/** A store with what an event may take of it. */
export type Room = { readonly bucket: Bucket; readonly left: number };

/**
 * What is left in each store for an event: never what others reserved, nor what later bills took (`limits`, reserve-billed.ts).
 * Reservations lie in the stores that are used last.
 */
export function roomsOf(buckets: ReadonlyArray<Bucket>, used: ReadonlyMap<string, number>, limits: ReadonlyArray<number> | null, reserved: (code: string) => number): Room[] {
  const rooms = buckets.map((bucket, index) => ({ bucket, left: Math.max(0, Math.min(bucket.capacity, limits?.[index] ?? Infinity) - (used.get(bucket.key) ?? 0)) }));
  for (const code of new Set(buckets.map((bucket) => bucket.code))) {
    let held = reserved(code);
    for (const room of rooms.toReversed()) {
      if (held <= 0) break;
      if (room.bucket.code !== code) continue;
      const cut = Math.min(held, room.left);
      room.left -= cut;
      held -= cut;
    }
  }
  return rooms;
}

/** What is reserved of an allowance at the start of an event for other events. */
export function reservedFor(reservations: ReadonlyArray<Reservation>, event: CycleEvent, code: string): number {
  const at = Date.parse(event.start);
  const others = reservations.filter((one) => one.code === code && one.key !== event.key && (one.serviceId === null || one.serviceId === event.serviceId) && Date.parse(one.from) <= at && at < Date.parse(one.to));
  return others.reduce((sum, one) => sum + one.units, 0);
}

/**
 * Covers units of usage from stores of units and points, one after the other. A point that is begun is taken whole. Where
 * nothing is left the last store says so: it is taken from, by nothing.
 */
export function takeUnits(rooms: ReadonlyArray<Room>, rule: Pick<CompiledRule, 'points'>, units: number): { readonly taken: AllowanceTaken[]; readonly charged: number } {
  const taken: AllowanceTaken[] = [];
  let charged = units;
  const usable = rooms.filter(({ bucket }) => bucket.measure !== 'money');
  for (const { bucket, left } of usable) {
    const { covers, spent } = bucket.measure === 'points' ? byPoints(rule, left, charged) : { covers: Math.min(charged, left), spent: Math.min(charged, left) };
    if (covers === 0) continue;
    taken.push(takenFrom(bucket, left, spent, covers));
    charged -= covers;
  }
  const last = usable.at(-1);
  if (taken.length === 0 && last) taken.push(takenFrom(last.bucket, last.left, 0, 0));
  return { taken, charged };
}

function byPoints({ points }: Pick<CompiledRule, 'points'>, left: number, units: number): { readonly covers: number; readonly spent: number } {
  if (!points) return { covers: 0, spent: 0 };
  const covers = Math.min(units, Math.floor(left / points.points) * points.per);
  return { covers, spent: Math.ceil(covers / points.per) * points.points };
}

/** The trace of one store; what is usual is left out. */
export function takenFrom({ code, capacity, measure, grant }: Bucket, before: number, spent: number, covers: number): AllowanceTaken {
  return { code, before, after: before - spent, included: capacity, ...(measure === 'units' ? {} : { measure }), ...(measure === 'points' ? { covers } : {}), ...(grant === null ? {} : { grant }) };
}
