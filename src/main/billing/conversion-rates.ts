import type { ConversionRate } from '../../contract/conversion.ts';
import type { Day } from '../../contract/dates.ts';
import { type Database, type ReadableDb, row } from '../platform/database.ts';

/** The rate of each currency into one on a day (null is today): the newest that was stored up to it. */
export async function conversionRates(db: ReadableDb, into: string, day: Day | null = null): Promise<ReadonlyArray<ConversionRate>> {
  const found = await row<{ rates: ReadonlyArray<ConversionRate> }>(db, 'select api.conversion_rates(?, coalesce(?::date, care.today())) as rates', [into, day]);
  return found?.rates ?? [];
}

/** Stores a rate; as worker or operator. Returns its id. */
export async function setConversionRate(person: Database, rate: ConversionRate): Promise<number> {
  const made = await person.write((db) => row<{ id: number }>(db, 'select api.set_conversion_rate(?::jsonb) as id', [JSON.stringify(rate)]));
  if (!made) throw new Error('the rate was not stored');
  return made.id;
}
