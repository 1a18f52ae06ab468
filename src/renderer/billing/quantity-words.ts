import { recurs } from '../../contract/bill.ts';
import type { EventView, LineView } from '../../contract/billing.ts';

type Unit = LineView['unit'];

const grouped = (value: number) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** "6.8" of 68 tenths. */
function withTenth(tenths: number): string {
  return tenths % 10 ? `${grouped(Math.floor(tenths / 10))}.${tenths % 10}` : grouped(tenths / 10);
}

/** An amount of usage as people say it: 4,740 seconds are "79 min", 852,000 kilobytes "852 MB" (1 MB is 1,000 kB). */
export function unitWords(units: number, unit: Unit): string {
  if (unit === 'second') return units < 60 ? `${grouped(units)} s` : `${grouped(Math.round(units / 60))} min`;
  if (unit === 'kilobyte') {
    if (units < 1000) return `${grouped(units)} kB`;
    if (units < 10_000) return `${withTenth(Math.round(units / 100))} MB`;
    return units < 1_000_000 ? `${grouped(Math.round(units / 1000))} MB` : `${withTenth(Math.round(units / 100_000))} GB`;
  }
  if (unit === 'day') return units === 1 ? '1 day' : `${grouped(units)} days`;
  return grouped(units);
}

/** Blocks are sold by the piece: the working of the line says how many and of what size. */
const BLOCKS = /(\d[\d,]*) (?:×|x|blocks? of) (\d[\d.,]* ?(?:GB|MB|kB|min|s)\b)/;

/** What a line counts: "852 MB", "79 min", "2 × 1 GB", "15 of 31 days"; '' where a whole month of one thing needs no words. */
export function quantityWords(line: Pick<LineView, 'units' | 'unit' | 'trace' | 'working'>): string {
  const { units, unit, trace, working } = line;
  if (trace.kind === 'usage') {
    const blocks = BLOCKS.exec(working);
    if (blocks?.[1] && blocks[2]) return `${blocks[1]} × ${blocks[2]}`;
    return unitWords(units ?? trace.freeUnits + trace.chargedUnits, unit);
  }
  if (trace.kind === 'oneTime') return unitWords(units ?? 1, unit);
  if (recurs(trace) && trace.days !== trace.ofDays) return `${trace.days} of ${trace.ofDays} days`;
  if (trace.kind === 'volume') return units === null ? '' : unitWords(units, unit);
  return units !== null && units !== 1 && unit === 'piece' ? unitWords(units, unit) : '';
}

const unitOf: Readonly<Record<EventView['usage'], Unit>> = { voice: 'second', data: 'kilobyte', sms: 'piece', content: 'piece' };

/** What one event counts; a call under ten minutes keeps its seconds: "3 min 20 s". */
export function eventWords(event: Pick<EventView, 'usage' | 'units'>): string {
  const { usage, units } = event;
  if (usage === 'voice' && units >= 60 && units < 600 && units % 60) return `${Math.floor(units / 60)} min ${units % 60} s`;
  return unitWords(units, unitOf[usage]);
}

/** Where an event went: the visited network, the zone, the number, or the partner. */
export function eventPlace(event: Pick<EventView, 'usage' | 'destination' | 'visited' | 'zone'>): string {
  const { usage, destination, visited, zone } = event;
  const network = visited ? /^([A-Z]{2}) (.+)$/.exec(visited) : null;
  if (network?.[1] && network[2]) return `${network[2]}, ${network[1]}`;
  if (visited) return visited;
  if (usage === 'content') return destination;
  if (usage === 'data') return zone ?? 'Home network';
  return /^\d{6,}$/.test(destination) ? `+${destination}` : destination || (zone ?? '');
}
