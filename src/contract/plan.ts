import { z } from 'zod';
import { Catalog } from './catalog.ts';

/** A plan file, which `care rate` rates a usage file against without a database (docs/guide/plan-file.md). */
export const PlanFile = z.strictObject({
  catalog: Catalog,
  /** The day of the month on which a cycle begins. */
  cycleDay: z.int().min(1).max(31).default(1),
  /** The customer's zone, for local days and bands; absent is the catalog's. */
  zone: z.string().optional(),
  lines: z.array(z.strictObject({
    line: z.string(), offers: z.array(z.string()).min(1), from: z.iso.date().default('2000-01-01'),
    /** The line keeps the usage prices of this day. */
    pricesOf: z.iso.date().optional(),
    /** Where the line is, "WA/Seattle", for the terms of partners. */
    place: z.string().optional(),
  })).min(1),
  /** What was bought beside the cycle's allowance, for a line, or for all lines of a shared allowance. */
  topUps: z.array(z.strictObject({ id: z.string(), allowance: z.string(), line: z.string().optional(), units: z.int().positive(), from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }).optional() })).optional(),
  /** What is reserved of an allowance for the event of this key. */
  reservations: z.array(z.strictObject({ key: z.string(), allowance: z.string(), line: z.string().optional(), units: z.int().positive(), from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) })).optional(),
});
export type PlanFile = z.infer<typeof PlanFile>;
