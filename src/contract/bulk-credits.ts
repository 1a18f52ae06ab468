import { type } from '@orpc/contract';
import { z } from 'zod';
import { CauseChoice, type SameCause } from './billing.ts';
import type { Instant } from './dates.ts';
import type { Minor } from './money.ts';
import { command, query, type Role, steps } from './procedure.ts';

const supervisors: ReadonlyArray<Role> = ['supervisor'];
const readers: ReadonlyArray<Role> = ['supervisor', 'auditor'];
const Id = z.strictObject({ id: z.int().positive() });

export const bulkCreditStates = ['asked', 'shown', 'ordered', 'done', 'cancelled'] as const;
/** What the credit notes of a bulk credit come to in one currency; amounts are what goes back, above zero. */
export type BulkCreditTotals = { readonly currency: string; readonly bills: number; readonly accounts: number; readonly charges: Minor; readonly tax: Minor; readonly total: Minor };
/**
 * Credits for all bills that one cause hit. `bills` are in it, `worked` are worked out, `credited` have their credit note,
 * `failed` get none. `totals` are of those that are worked out and did not fail.
 */
export type BulkCredit = {
  readonly id: number; readonly state: (typeof bulkCreditStates)[number]; readonly askedAt: Instant; readonly askedBy: string; readonly lineId: number; readonly cause: SameCause['cause'];
  readonly reason: string | null; readonly orderedBy: string | null; readonly cancelledBy: string | null; readonly doneAt: Instant | null;
  readonly bills: number; readonly worked: number; readonly credited: number; readonly failed: number; readonly totals: ReadonlyArray<BulkCreditTotals>;
};
/** One bill of a bulk credit: what goes back on it, its credit note, or why there is none. Amounts are null until worked out. */
export type BulkCreditItem = { readonly bill: string; readonly account: string; readonly currency: string; readonly state: 'waiting' | 'shown' | 'credited' | 'failed'; readonly charges: Minor | null; readonly tax: Minor | null; readonly total: Minor | null; readonly note: string | null; readonly failure: string | null };

export const bulkCredits = {
  orders: query(readers, 0, 'Bulk credits, newest first').output(type<ReadonlyArray<BulkCredit>>()),
  items: query(readers, 0, 'The bills of a bulk credit').input(Id).output(type<ReadonlyArray<BulkCreditItem>>()),
  ask: steps(supervisors, 2, 'Work out what a bulk credit gives back').input(CauseChoice).output(type<{ id: number }>()),
  order: steps(supervisors, 0, 'Issue the credit notes of a bulk credit as they were shown').input(z.strictObject({ ...Id.shape, reason: z.string().trim().min(3).max(200) })).output(type<{ id: number }>()),
  cancel: command(supervisors, 0, 'Cancel what is left of a bulk credit').input(Id).output(type<{ id: number }>()),
};
