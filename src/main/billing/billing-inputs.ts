import type { EventTrace } from '../../contract/bill.ts';
import type { UsageKind, ServiceKind } from '../../contract/catalog.ts';
import type { Cycles } from '../../contract/cycles.ts';
import type { Day, Period } from '../../contract/dates.ts';
import type { LineTrace } from '../../contract/bill.ts';
import { type ReadableDb, rows } from '../platform/database.ts';
import type { CycleEvent, Grant, Reservation } from '../rating/domain/cycle-usage.ts';
import type { WaitingDeposit } from './domain/deposit.ts';
import type { KeptEnd } from './domain/rate-in-turn.ts';
import type { Taxpayer } from './domain/tax-rules.ts';
import type { OneTimeItem } from './domain/one-time.ts';
import type { UnpaidBill } from './domain/late-fee.ts';

export type InputService = { readonly serviceId: number; readonly kind: ServiceKind; readonly reference: string; readonly accountId: number; readonly status: 'active' | 'suspended' | 'terminated'; readonly user: string | null; readonly since: Day; readonly place: string; readonly customer: string | null };
export type InputProduct = { readonly productId: number; readonly serviceId: number; readonly offer: string; readonly quantity: number; readonly from: Day; readonly to: Day | null };

/** All that a bill of one account is made from, its children's services included. */
export type BillingInputs = {
  readonly accountId: number; readonly customerId: number; readonly currency: string; readonly zone: string; readonly cycles: Cycles; readonly opened: Day; readonly closed: Day | null; readonly payerId: number | null;
  /** Where the last bill, and the last bill of a cycle, ended. */
  readonly billedTo: Day | null; readonly cycleTo: Day | null;
  readonly services: ReadonlyArray<InputService>;
  readonly products: ReadonlyArray<InputProduct>;
  readonly covered: ReadonlyArray<{ readonly productId: number; readonly charge: string; readonly part: string; readonly period: Period; readonly trace: LineTrace }>;
  readonly oneTime: ReadonlyArray<OneTimeItem>;
  readonly taxpayer: Omit<Taxpayer, 'places'>;
  readonly deposits: ReadonlyArray<WaitingDeposit>;
  readonly lateBills: ReadonlyArray<UnpaidBill>;
  /** What earlier cycles left of allowances; bills made before any was kept do not have it. */
  readonly kept?: ReadonlyArray<KeptEnd>;
  /** What was bought beside allowances; bills made before any was sold do not have it. */
  readonly topUps?: ReadonlyArray<Grant>;
  /** What is put aside for sessions that run: units, points or minor units of money. */
  readonly reservations?: ReadonlyArray<Reservation>;
  readonly usage: ReadonlyArray<CycleEvent>;
};

type UsageTuple = readonly [id: number, key: string, serviceId: number, usage: UsageKind, start: string, units: number, destination: string, visited: string | null, micros: number | null, amount: number | null, trace: EventTrace | null];
export type RawInputs = Omit<BillingInputs, 'usage'> & { readonly usage: ReadonlyArray<UsageTuple> };

/** The shape in which usage leaves SQL (an array a row, a third of the size) as events. */
export function inputsOf({ usage, ...rest }: RawInputs): BillingInputs {
  return {
    ...rest,
    usage: usage.map(([usageId, key, serviceId, kind, start, units, destination, visited, micros, amount, trace]) => ({
      usageId, key, serviceId, usage: kind, start, units, destination, visited,
      billed: micros === null || amount === null ? null : { micros, amount, ...(trace ? { trace } : {}) },
    })),
  };
}

/** Gathers the inputs of accounts in one statement, in order of account. */
export async function billingInputs(db: ReadableDb, accountIds: ReadonlyArray<number>): Promise<BillingInputs[]> {
  const found = await rows<{ inputs: RawInputs }>(db, 'select i as inputs from api.billing_inputs(?::bigint[]) i', [accountIds]);
  return found.map(({ inputs }) => inputsOf(inputs));
}
