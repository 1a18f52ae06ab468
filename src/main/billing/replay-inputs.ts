import type { TaxItem } from '../../contract/bill.ts';
import type { BillCategory } from '../../contract/billing.ts';
import type { Day, Period } from '../../contract/dates.ts';
import { Refusal } from '../../contract/errors.ts';
import { type ReadableDb, row } from '../platform/database.ts';
import { type BillingInputs, inputsOf, type RawInputs } from './billing-inputs.ts';
import type { ReplayedBill, ReplayedLine } from './domain/replay-differences.ts';
import type { MadeFrom } from './made-from.ts';

type Share = readonly [position: number, base: number, tax: number, included: number];
type StoredLine = ReplayedLine & { readonly lineId: number; readonly creditOf: number | null };
/** A bill with all that making it again needs, as `api.replay_inputs` gives it. */
export type ReplayInputs = {
  readonly number: string; readonly customerId: number; readonly category: BillCategory; readonly creditsId: number | null; readonly currency: string; readonly billDay: Day; readonly dueDay: Day; readonly period: Period;
  readonly charges: number; readonly tax: number; readonly total: number; readonly catalogId: number; readonly engine: string; readonly usageHash: string;
  readonly lines: ReadonlyArray<StoredLine>; readonly taxes: ReadonlyArray<TaxItem & { readonly shares: ReadonlyArray<Share> }>; readonly credited: ReadonlyArray<readonly [lineId: number, back: number]>;
  readonly madeFrom: MadeFrom | null; readonly covered: BillingInputs['covered']; readonly usage: RawInputs['usage'];
};

/** Reads one bill for its replay; refuses where there is none, or where the person may not see it. */
export async function replayInputs(db: ReadableDb, billId: number): Promise<ReplayInputs> {
  const found = await row<{ inputs: ReplayInputs }>(db, 'select api.replay_inputs(?) as inputs', [billId]);
  if (!found) throw new Refusal('NOT_FOUND', 'There is no such bill.');
  return found.inputs;
}

/** The bill as it was issued, for comparison. */
export function issuedOf({ currency, billDay, dueDay, period, charges, tax, total, lines, taxes }: ReplayInputs): ReplayedBill {
  return {
    currency, billDay, dueDay, period, charges, tax, total,
    lines: lines.map(({ lineId: _line, creditOf: _credit, ...line }) => line),
    taxes: taxes.map((item) => ({ ...item, shares: item.shares.map(([position, base, share, included]) => ({ line: position - 1, base, tax: share, included })) })),
  };
}

/** What the bill was made from: the kept facts, and beside them what earlier bills say and the usage. */
export function inputsAsOf({ covered, usage }: ReplayInputs, { facts }: MadeFrom): BillingInputs {
  const services = facts.services.map((service) => ({ ...service, kind: 'mobile' as const, reference: '', status: 'active' as const, user: null, since: facts.opened, customer: null }));
  return inputsOf({ ...facts, services, covered, usage });
}

