import { eventIterator, type } from '@orpc/contract';
import { z } from 'zod';
import { query, type Role, steps } from './procedure.ts';
import type { Instant } from './dates.ts';
import type { ImportResult, SuspenseReason } from './usage.ts';

const operators: ReadonlyArray<Role> = ['operator'];

/** How a file is to be read (architecture.md 10.18). */
export const ImportProfile = z.strictObject({
  format: z.enum(['careline', 'asterisk', 'freeswitch']),
  zone: z.string().max(60), lineFrom: z.enum(['accountcode', 'src', 'userfield']), seventeenth: z.enum(['uniqueid', 'userfield']), countryPrefix: z.string().regex(/^\d{1,3}$/),
});
export type ImportProfile = z.infer<typeof ImportProfile>;
export const ImportProgress = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), done: z.int(), of: z.int(), step: z.string() }),
  z.object({ kind: z.literal('result'), result: z.custom<ImportResult>() }),
]);
export type ImportProgress = z.infer<typeof ImportProgress>;

export type ImportRun = { readonly id: number; readonly file: string; readonly format: string; readonly at: Instant; readonly login: string; readonly rows: number; readonly accepted: number; readonly duplicates: number; readonly unanswered: number; readonly suspended: number; readonly rejected: number };
export type SuspendedRecord = { readonly id: number; readonly file: string; readonly line: number; readonly key: string; readonly reason: SuspenseReason; readonly row: string; readonly at: Instant };

/**
 * What trying suspended usage again came to: records accepted, how many of them come after the period of their usage was billed
 * and so stand on the next bill, records that were known by their key meanwhile, and those still in suspense.
 */
export type Recycled = { readonly accepted: number; readonly late: number; readonly known: number; readonly left: number };

export const operations = {
  guessProfile: query(operators, 0, 'Guess how a usage file is to be read').input(z.strictObject({ path: z.string().max(1000) })).output(type<{ file: string; profile: ImportProfile; firstLines: ReadonlyArray<string>; rows: number }>()),
  importUsage: steps(operators, 0, 'Import a usage file, with progress').input(z.strictObject({ path: z.string().max(1000), profile: ImportProfile })).output(eventIterator(ImportProgress)),
  imports: query(operators, 0, 'Files imported so far').output(type<ReadonlyArray<ImportRun>>()),
  suspense: query(operators, 0, 'Usage that could not be used, with the reason').input(z.strictObject({ before: z.int().positive().optional(), reason: z.string().max(40).optional() })).output(type<{ rows: ReadonlyArray<SuspendedRecord>; next: number | null; total: number }>()),
  retrySuspense: steps(operators, 0, 'Try suspended usage again').output(type<Recycled>()),
};
