import { type } from '@orpc/contract';
import { z } from 'zod';
import type { Instant } from './dates.ts';
import type { Minor } from './money.ts';
import { command, query, type Role, steps } from './procedure.ts';

const operators: ReadonlyArray<Role> = ['operator'];
const Code = z.string().min(1).max(80);

/** Which billed usage is rated anew, as an operator says it; an absent part chooses all. Days are [from, to), lines the numbers of services. */
export const RerateChoice = z.strictObject({
  offer: Code.optional(), charge: Code.optional(), version: Code.optional(), from: z.iso.date().optional(), to: z.iso.date().optional(),
  lines: z.array(z.string().min(1).max(40)).min(1).max(500).optional(), importId: z.int().positive().optional(),
}).refine((choice) => Object.values(choice).some((part) => part !== undefined), 'Choose what is rated anew.')
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, 'The first day must be before the day after the last.');
export type RerateChoice = z.infer<typeof RerateChoice>;

/** A line of an issued bill that would change, or was changed, with its amount so far and anew. */
export type ReratedLine = { readonly account: string; readonly bill: string; readonly charge: string; readonly events: number; readonly before: Minor; readonly after: Minor; /** Absent is that of the totals. */ readonly currency?: string };
/** What a re-rating changes over all accounts: those looked at, those that change, their lines and events, the sum; `others` are sums in further currencies, never added to it. */
export type ReratingTotals = { readonly looked: number; readonly changed: number; readonly lineCount: number; readonly events: number; readonly total: Minor; readonly currency: string; readonly others?: ReadonlyArray<{ readonly total: Minor; readonly currency: string }>; readonly failedCount: number };
/** Its first lines, and the first accounts that could not be rated anew. */
export type ReratingLines = { readonly lines: ReadonlyArray<ReratedLine>; readonly failed: ReadonlyArray<{ readonly number: string; readonly reason: string }> };
export const reratingStates = ['asked', 'shown', 'ordered', 'posted', 'failed', 'cancelled'] as const;
/** What the worker does with accounts now, with how many of how many it is done, and when it last said so. */
export type ReratingProgress = { readonly step: 'look' | 'post'; readonly done: number; readonly accounts: number; readonly toldAt: Instant };
/** One re-rating from the question to its posting; `hash` names exactly what was shown. */
export type ReratingOrder = {
  readonly id: number; readonly state: (typeof reratingStates)[number]; readonly askedAt: Instant; readonly askedBy: string; readonly selection: Omit<RerateChoice, 'lines'> & { readonly serviceIds?: ReadonlyArray<number> };
  readonly shown: ReratingTotals | null; readonly hash: string | null; readonly reason: string | null; readonly orderedBy: string | null; readonly doneAt: Instant | null; readonly reratingId: number | null; readonly failure: string | null;
  /** Null before a worker has it; of one that was cancelled or failed, how far it came. */
  readonly progress: ReratingProgress | null; readonly cancelledBy: string | null;
};
/** Charges of usage in the catalog, with the versions that bills may have. */
export type RerateTariff = { readonly offer: string; readonly offerLabel: string; readonly charge: string; readonly label: string; readonly versions: ReadonlyArray<string> };

export const rerating = {
  tariffs: query(operators, 0, 'The charges of usage that can be rated anew').output(type<ReadonlyArray<RerateTariff>>()),
  orders: query(operators, 0, 'Re-ratings, newest first').output(type<ReadonlyArray<ReratingOrder>>()),
  lines: query(operators, 0, 'The lines that a re-rating changes').input(z.strictObject({ id: z.int().positive() })).output(type<ReratingLines>()),
  ask: steps(operators, 0, 'Ask what a re-rating would change').input(RerateChoice).output(type<{ id: number }>()),
  order: steps(operators, 0, 'Post a re-rating as it was shown').input(z.strictObject({ id: z.int().positive(), hash: z.string().length(64), reason: z.string().trim().min(3).max(200) })).output(type<{ id: number }>()),
  cancel: command(operators, 0, 'Cancel a re-rating that is being worked out or posted').input(z.strictObject({ id: z.int().positive() })).output(type<{ id: number }>()),
};
