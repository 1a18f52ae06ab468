import type { Band, Catalog, UsageRule } from '../../../contract/catalog.ts';
import { compileBand } from '../../rating/domain/bands.ts';
import type { CatalogFault } from './catalog-fault.ts';

const MINUTES_A_DAY = 1440;
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Bands have real hours: "25:00" is none. */
export function checkBandHours(bands: ReadonlyArray<Band>): CatalogFault[] {
  return bands.flatMap((band): CatalogFault[] => {
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
 * two of them, and unless a rule without a band catches the rest, none may be without. That holds on ordinary days and on the
 * special days of each name. Bands must have real hours.
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
      return band ? [{ rule, band }] : [];
    });
    const [first] = banded;
    if (!first) return [];
    const caught = rules.some((rule) => catches(rule, first.rule));
    const names = new Set(banded.flatMap(({ band: { only, except } }) => [only, except]));
    return [undefined, ...[...names].filter((name) => name !== undefined)].flatMap((special) => {
      const onDay = banded.map(({ rule, band }) => ({ rule, isIn: compileBand(band, (name) => name === special) }));
      return minuteFault(`${place}.${first.rule.code}`, onDay, caught, special === undefined ? '' : ` of the special days "${special}"`);
    });
  });
}

type Banded = { readonly rule: UsageRule; readonly isIn: ReturnType<typeof compileBand> };

function minuteFault(place: string, banded: ReadonlyArray<Banded>, caught: boolean, on: string): CatalogFault[] {
  for (let minute = 0; minute < 7 * MINUTES_A_DAY; minute += 1) {
    const day = Math.floor(minute / MINUTES_A_DAY);
    const [one, other] = banded.filter(({ isIn }) => isIn({ day, weekday: day + 1, minute: minute % MINUTES_A_DAY }));
    if (one && other) return [{ place, sentence: `The bands "${one.rule.band}" and "${other.rule.band}" overlap on ${minuteText(minute)}${on}. Let one end where the other begins.` }];
    if (!one && !caught) return [{ place, sentence: `No band holds ${minuteText(minute)}${on}, so usage then has no price. Add a band, or a rule without one.` }];
  }
  return [];
}

/** The special days that bands name are there, and each of them comes: 30 February does not. */
export function checkSpecialDays({ bands, specialDays = [] }: Catalog): CatalogFault[] {
  const never = specialDays.flatMap(({ code, days }) => days.flatMap((day) => ('every' in day && !comes(day.every) ? [{
    place: `specialDays.${code}`, sentence: `"${day.every}" is no date of any year. Write the date of every year as 12-25.`,
  }] : [])));
  return [...never, ...bands.flatMap(({ code, only, except }) => [only, except].filter((name) => name !== undefined && !specialDays.some((days) => days.code === name)).map((name) => ({
    place: `bands.${code}`, sentence: `The band "${code}" names the special days "${name}", which the catalog does not have.`,
  })))];
}

/** The date is there in leap years at least, as 02-29 is. */
const comes = (every: string) => new Date(`2000-${every}T00:00:00Z`).toISOString().slice(5, 10) === every;

function catches(rule: UsageRule, banded: UsageRule): boolean {
  const everyZone = !rule.zones || (banded.zones?.every((zone) => rule.zones?.includes(zone)) ?? false);
  return rule.band === undefined && rule.usage === banded.usage && everyZone && (!rule.network || rule.network === banded.network);
}

function minuteText(minute: number): string {
  const clock = minute % MINUTES_A_DAY;
  return `${days[Math.floor(minute / MINUTES_A_DAY)]} ${String(Math.floor(clock / 60)).padStart(2, '0')}:${String(clock % 60).padStart(2, '0')}`;
}
