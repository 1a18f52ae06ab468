import { type } from '@orpc/contract';
import { z } from 'zod';
import type { Day, Instant } from './dates.ts';
import type { Minor } from './money.ts';
import { command, query, type Role, steps } from './procedure.ts';

const operators: ReadonlyArray<Role> = ['operator'];
const Id = z.strictObject({ id: z.int().positive() });

/** The accounts of a run: all whose cycle starts on the day, or those of these numbers. */
export const BillRunChoice = z.strictObject({ day: z.iso.date(), accounts: z.array(z.string().min(1).max(40)).min(1).max(500).optional() });
export type BillRunChoice = z.infer<typeof BillRunChoice>;

export const findingKinds = ['error', 'negative', 'zero', 'high', 'noUsage', 'suspense'] as const;
/** Why a bill is looked at before it goes out, or `error`: it could not be made. */
export type FindingKind = (typeof findingKinds)[number];
/** What a bill that stands out is judged by. `usual` is the median of up to six earlier ones, `before` are their totals, oldest first. */
export type FindingFacts = { readonly currency: string; readonly total: Minor; readonly charges: Minor; readonly tax: Minor; readonly usual: Minor | null; readonly before: ReadonlyArray<Minor>; readonly events: number; readonly suspended: number; readonly unpriced: number };
export type BillRunFinding = { readonly id: number; readonly account: string; readonly kind: FindingKind; readonly reason: string | null; readonly facts: FindingFacts | null };

/** Sums of the bills of a run in one currency. */
export type CurrencyTotals = { readonly currency: string; readonly bills: number; readonly charges: Minor; readonly tax: Minor; readonly total: Minor };
/** What a run came to so far. `suspense` is all usage in suspense, of accounts or of nobody known. */
export type BillRunTotals = { readonly bills: number; readonly suspense: number; readonly currencies: ReadonlyArray<CurrencyTotals>; readonly findings: Readonly<Partial<Record<FindingKind, number>>> };
/** One run from its start to its end. A final run names the trial it came from. `done` and `accounts` count accounts. */
export type BillRun = {
  readonly id: number; readonly mode: 'trial' | 'final'; readonly trialId: number | null; readonly finalId: number | null; readonly day: Day; readonly selected: boolean; readonly accounts: number; readonly done: number;
  readonly state: 'running' | 'paused' | 'cancelled' | 'done'; readonly askedAt: Instant; readonly askedBy: string; readonly changedAt: Instant; readonly changedBy: string; readonly doneAt: Instant | null; readonly workers: number; readonly problem: string | null; readonly totals: BillRunTotals;
};

export const billRuns = {
  runs: query(operators, 0, 'Bill runs, newest first').output(type<{ today: Day; runs: ReadonlyArray<BillRun> }>()),
  findings: query(operators, 0, 'What stands out in a bill run').input(z.strictObject({ id: z.int().positive(), kind: z.enum(findingKinds).optional(), after: z.int().positive().optional() })).output(type<{ rows: ReadonlyArray<BillRunFinding>; next: number | null }>()),
  tryRun: steps(operators, 0, 'Try a bill run, posting nothing').input(BillRunChoice).output(type<{ id: number }>()),
  makeFinal: steps(operators, 0, 'Make the bills of a trial').input(Id).output(type<{ id: number }>()),
  pause: command(operators, 0, 'Pause a bill run').input(Id).output(type<{ id: number }>()),
  cancel: command(operators, 0, 'Cancel what is left of a bill run').input(Id).output(type<{ id: number }>()),
  resume: steps(operators, 0, 'Go on with a bill run').input(Id).output(type<{ id: number }>()),
  retry: steps(operators, 0, 'Bill the accounts again that could not be billed').input(Id).output(type<{ id: number }>()),
};
