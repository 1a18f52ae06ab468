import type { Band, UsageRule } from '../../../contract/catalog.ts';
import { compileBand } from '../../rating/domain/bands.ts';
import type { CatalogFault } from './catalog-fault.ts';

const MINUTES_A_DAY = 1440;
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Bands have real hours: "25:00" is none. */
export function checkBandHours(bands: ReadonlyArray<Band>): CatalogFault[] {
  return bands.flatMap((band) => {
    try {
      compileBand(band);
      return [];
    } catch (failure) {
      if (!(failure instanceof RangeError)) throw failure;
      return [{ place: `bands.${band.code}`, sentence: failure.message }];
    }
  });
}

/**
 * Rules of one offer for the same usage, zones and network that differ in their band only: no minute of the week may have
 * two of them, and unless a rule without a band catches the rest, none may be without. Bands must have real hours.
 */
export function checkBandCover(place: string, rules: ReadonlyArray<UsageRule>, bands: ReadonlyArray<Band>): CatalogFault[] {
  const groups = new Map<string, UsageRule[]>();
  for (const rule of rules) {
    const key = JSON.stringify([rule.usage, rule.zones?.toSorted() ?? null, rule.network ?? null]);
    groups.set(key, [...(groups.get(key) ?? []), rule]);
  }
  return [...groups.values()].flatMap((group) => {
    const banded = group.flatMap((rule) => {
      const band = bands.find(({ code }) => code === rule.band);
      return band ? [{ rule, isIn: compileBand(band) }] : [];
    });
    const [first] = banded;
    if (!first) return [];
    const caught = rules.some((rule) => catches(rule, first.rule));
    return minuteFault(`${place}.${first.rule.code}`, banded, caught);
  });
}

type Banded = { readonly rule: UsageRule; readonly isIn: ReturnType<typeof compileBand> };

function minuteFault(place: string, banded: ReadonlyArray<Banded>, caught: boolean): CatalogFault[] {
  for (let minute = 0; minute < 7 * MINUTES_A_DAY; minute += 1) {
    const inside = banded.filter(({ isIn }) => isIn(Math.floor(minute / MINUTES_A_DAY) + 1, minute % MINUTES_A_DAY));
    const [one, other] = inside;
    if (one && other) return [{ place, sentence: `The bands "${one.rule.band}" and "${other.rule.band}" overlap on ${minuteText(minute)}. Let one end where the other begins.` }];
    if (!one && !caught) return [{ place, sentence: `No band holds ${minuteText(minute)}, so usage then has no price. Add a band, or a rule without one.` }];
  }
  return [];
}

function catches(rule: UsageRule, banded: UsageRule): boolean {
  const everyZone = !rule.zones || (banded.zones?.every((zone) => rule.zones?.includes(zone)) ?? false);
  return rule.band === undefined && rule.usage === banded.usage && everyZone && (!rule.network || rule.network === banded.network);
}

function minuteText(minute: number): string {
  const clock = minute % MINUTES_A_DAY;
  return `${days[Math.floor(minute / MINUTES_A_DAY)]} ${String(Math.floor(clock / 60)).padStart(2, '0')}:${String(clock % 60).padStart(2, '0')}`;
}
