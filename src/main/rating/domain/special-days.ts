import type { SpecialDays } from '../../../contract/catalog.ts';
import { dayText } from './local-clock.ts';

/** True where a local day (days since 1970) is one of the special days of that name. */
export type SpecialTest = (name: string, day: number) => boolean;

/** Each day is worked out once and remembered. An unknown name has no days. */
export function specialTest(all: ReadonlyArray<SpecialDays>): SpecialTest {
  const known = new Map(all.map(({ code, days }) => [code, { days, found: new Map<number, boolean>() }]));
  return (name, day) => {
    const special = known.get(name);
    if (!special) return false;
    let is = special.found.get(day);
    if (is === undefined) {
      is = special.days.some((one) => isOn(one, day));
      special.found.set(day, is);
    }
    return is;
  };
}

function isOn(special: SpecialDays['days'][number], day: number): boolean {
  const text = dayText(day);
  if ('date' in special) return special.date === text;
  if ('every' in special) return special.every === text.slice(5);
  const date = Number(text.slice(8));
  const weekday = ((((day + 3) % 7) + 7) % 7) + 1;
  if (Number(text.slice(5, 7)) !== special.month || weekday !== special.weekday) return false;
  return special.nth === -1 ? dayText(day + 7).slice(5, 7) !== text.slice(5, 7) : Math.ceil(date / 7) === special.nth;
}
