import { createHash } from 'node:crypto';
import type { EventTrace } from '../../contract/bill.ts';
import type { UsageKind } from '../../contract/catalog.ts';
import { cycleHolding, type Cycles } from '../../contract/cycles.ts';
import type { Day, Period } from '../../contract/dates.ts';
import type { CatalogInForce } from '../catalog/catalog-in-force.ts';
import { catalogInForce } from '../catalog/catalog-in-force.ts';
import { type Database, type ReadableDb, row, rows } from '../platform/database.ts';
import type { KeptEnd } from './domain/rate-in-turn.ts';
import { type BilledLine, type BilledPrice, type Correction, correctionsOf } from '../rating/domain/corrections.ts';
import type { CycleEvent, Grant, HeldProduct } from '../rating/domain/cycle-usage.ts';
import { ENGINE, rateUsage } from './draft-of.ts';
import { unchangedAccounts } from './unchanged-accounts.ts';

/** Which billed events are rated anew; a part that is absent chooses all. Days are [from, to) in the operator's zone. */
export type RerateSelection = { readonly offer?: string; readonly charge?: string; readonly version?: string; readonly from?: Day; readonly to?: Day; readonly serviceIds?: ReadonlyArray<number>; readonly importId?: number };

export type AccountCorrections = { readonly accountId: number; readonly number: string; readonly currency: string; readonly corrections: ReadonlyArray<Correction> };
/** What a re-rating would change. `hash` names exactly this outcome; `failed` lists accounts that cannot be rated anew. */
export type RerateOutcome = { readonly accounts: ReadonlyArray<AccountCorrections>; readonly looked: number; readonly failed: ReadonlyArray<{ readonly number: string; readonly reason: string }>; readonly hash: string };

type Found = { readonly accountId: number; readonly number: string; readonly zone: string; readonly cycles: Cycles; readonly first: Day; readonly last: Day };
type FoundIn = Found & { readonly currency: string };
type UsageTuple = readonly [id: number, key: string, serviceId: number, usage: UsageKind, start: string, units: number, destination: string, visited: string | null, lineId: number, micros: number, trace: EventTrace, chosen: boolean, within: boolean];
type RawInputs = { readonly products: ReadonlyArray<HeldProduct>; readonly lines: ReadonlyArray<BilledLine>; readonly usage: ReadonlyArray<UsageTuple> };

/** Accounts that are read in one transaction. The demo has one connection for all, and a desk waits for it no longer than this takes. */
const ACCOUNTS_AT_ONCE = { embedded: 5, server: 100 } as const;
/** Accounts that a server finds at once, and of which it is first asked which change nothing. */
const ACCOUNTS_FOUND = { embedded: 5, server: 2000 } as const;

/** How many accounts a re-rating looks at. Worker only. */
export async function accountsToRerate(worker: Database, selection: RerateSelection): Promise<number> {
  const found = await worker.read((db) => row<{ accounts: number }>(db, 'select api.rerate_count(?::jsonb)::int as accounts', [JSON.stringify(selection)]));
  return found?.accounts ?? 0;
}

/** Works out what would change, account by account, and writes nothing. What `told` throws stops it. Worker only. */
export async function previewRerating(worker: Database, selection: RerateSelection, told: (looked: number) => Promise<void> | void = () => undefined): Promise<RerateOutcome> {
  const accounts: AccountCorrections[] = [];
  const failed: Array<{ number: string; reason: string }> = [];
  const hash = createHash('sha256');
  const chosen = JSON.stringify(selection);
  let [after, looked] = [0, 0];
  for (;;) {
    const { found, same } = await worker.read((db) => accountsFound(worker.kind, db, chosen, after));
    for (let from = 0; from < found.length; from += ACCOUNTS_AT_ONCE[worker.kind]) {
      const part = found.slice(from, from + ACCOUNTS_AT_ONCE[worker.kind]);
      const page = await worker.read(async (db) => {
        const parts = [];
        for (const account of part) if (!same.has(account.accountId)) parts.push({ account, ...(await attempt(db, await catalogInForce(db, account.currency), account, chosen)) });
        return parts;
      });
      for (const { account, corrections, reason } of page) {
        if (reason !== null) failed.push({ number: account.number, reason });
        if (corrections.length === 0) continue;
        accounts.push({ accountId: account.accountId, number: account.number, currency: account.currency, corrections });
        for (const { line, before, after: now, events } of corrections) hash.update(`${line.lineId}|${before}|${now}|${events.map((event) => `${event.usageId}:${event.micros}`).join(',')}\n`);
      }
      looked += part.length;
      await told(looked);
    }
    if (found.length < ACCOUNTS_FOUND[worker.kind]) break;
    after = found.at(-1)?.accountId ?? after;
  }
  return { accounts, looked, failed, hash: hash.digest('hex') };
}

/** The next accounts in order, and which of them change nothing: on a server their billed usage streams through rating in columns first. */
async function accountsFound(kind: Database['kind'], db: ReadableDb, chosen: string, after: number): Promise<{ found: ReadonlyArray<FoundIn>; same: ReadonlySet<number> }> {
  const accounts = (await rows<{ account: Found }>(db, 'select a as account from api.rerate_accounts(?::jsonb, ?, ?) a', [chosen, after, ACCOUNTS_FOUND[kind]])).map(({ account }) => account);
  const currencies = new Map((await rows<{ id: number; currency: string }>(db, 'select a.id, a.currency from bill.accounts a where a.id = any(?)', [accounts.map(({ accountId }) => accountId)])).map(({ id, currency }) => [id, currency]));
  const found = accounts.map((account): FoundIn => ({ ...account, currency: currencies.get(account.accountId) ?? '' }));
  const same = new Set<number>();
  for (const currency of kind === 'server' ? new Set(found.map((account) => account.currency)) : []) {
    const unchanged = await unchangedAccounts(db, await catalogInForce(db, currency), found.filter((account) => account.currency === currency).map((account) => ({ ...account, ...cyclesOf(account) })));
    for (const account of unchanged) same.add(account);
  }
  return { found, same };
}

/** The whole cycles that hold what is chosen of an account. */
function cyclesOf({ first, last, cycles }: Found): Period {
  return { from: cycleHolding(first, cycles).held.from, to: cycleHolding(last, cycles).held.to };
}

async function attempt(db: ReadableDb, inForce: CatalogInForce, account: Found, selection: string): Promise<{ corrections: ReadonlyArray<Correction>; reason: string | null }> {
  const { from, to } = cyclesOf(account);
  const found = await row<{ inputs: RawInputs; kept: ReadonlyArray<KeptEnd>; topUps: ReadonlyArray<Grant> }>(db, 'select api.rerate_inputs(?, ?::date, ?::date, ?::jsonb) as inputs, api.kept_allowances(?, ?::date) as kept, api.top_ups_of(?, ?::date) as "topUps"', [account.accountId, from, to, selection, account.accountId, from, account.accountId, from]);
  if (!found) throw new Error('the inputs of a re-rating gave no row');
  const { products, lines, usage } = found.inputs;
  const within = usage.filter((tuple) => tuple[12]);
  const events = within.map(([usageId, key, serviceId, kind, start, units, destination, visited, , , trace, chosen]): CycleEvent => ({ usageId, key, serviceId, usage: kind, start, units, destination, visited, billed: null, ...(chosen ? {} : { pinned: trace }) }));
  const prices = usage.map(([usageId, , , , , , , , lineId, micros, trace, , isWithin]): BilledPrice => ({ usageId, lineId, micros, trace, stays: !isWithin }));
  try {
    const { rated } = rateUsage(inForce, { zone: account.zone, cycles: account.cycles, products, kept: found.kept, topUps: found.topUps, cycleTo: null, opened: null, again: true }, events);
    return { corrections: correctionsOf(lines, prices, rated), reason: null };
  } catch (failure) {
    if (!(failure instanceof RangeError)) throw failure;
    return { corrections: [], reason: failure.message };
  }
}

/**
 * Posts what a preview worked out, account by account: each in a transaction of its own, so that a run which is killed has
 * posted some accounts whole, and the same selection again posts the rest and nothing twice; so has one that what `told` throws
 * has stopped. Returns the re-rating's id.
 */
export async function postRerating(worker: Database, selection: RerateSelection, reason: string, outcome: RerateOutcome, told: (posted: number, reratingId: number) => Promise<void> | void = () => undefined): Promise<number> {
  const begun = await worker.write((db) => row<{ id: number }>(db, 'select api.begin_rerating(?::jsonb, ?, ?) as id', [JSON.stringify(selection), reason, ENGINE]));
  const id = begun?.id ?? 0;
  let posted = 0;
  for (const { corrections } of outcome.accounts) {
    const lines = corrections.map(({ line, before, after, events }) => ({ lineId: line.lineId, before, after, events: events.map(({ usageId, micros, trace }) => ({ usageId, micros, trace })) }));
    await worker.write((db) => rows(db, 'select api.post_corrections(?, ?::jsonb)', [id, JSON.stringify(lines)]));
    posted += 1;
    await told(posted, id);
  }
  return id;
}
