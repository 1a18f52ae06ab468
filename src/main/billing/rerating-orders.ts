import type { RerateChoice, ReratingLines, ReratingOrder, ReratingProgress, ReratingTotals, RerateTariff } from '../../contract/rerating.ts';
import { Refusal } from '../../contract/errors.ts';
import type { Minor } from '../../contract/money.ts';
import { catalogInForce } from '../catalog/catalog-in-force.ts';
import { type Database, type ReadableDb, row, rows, type WritableDb } from '../platform/database.ts';
import { instantSql } from '../platform/instant-sql.ts';
import { log } from '../platform/log.ts';
import { refusalOf } from '../platform/sql-refusals.ts';
import { accountsToRerate, postRerating, previewRerating, type RerateOutcome, type RerateSelection } from './rerating.ts';

const LISTED_LINES = 500;
const LISTED_ORDERS = 100;
const POSTED_BETWEEN_TELLS = 4;
type Waiting = { readonly id: number; readonly state: 'asked' | 'ordered'; readonly selection: RerateSelection; readonly hash: string | null; readonly reason: string | null };

/** What an outcome comes to in each currency, `own` first where it has any or nothing changes, with its first lines, for the operator who asked. */
export function shownOf({ accounts, looked, failed }: RerateOutcome, own: string): ReratingTotals & ReratingLines {
  const lines = accounts.flatMap(({ number, currency, corrections }) => corrections.map(({ line, before, after, events }) => ({ account: number, bill: line.billNumber, charge: line.label, events: events.length, before, after, currency })));
  const [first = { currency: own, total: 0 }, ...others] = sumsOf(outcomeLines(accounts), own);
  return { looked, changed: accounts.length, lineCount: lines.length, events: lines.reduce((all, line) => all + line.events, 0), ...first, others, failedCount: failed.length, lines: lines.slice(0, LISTED_LINES), failed: failed.slice(0, LISTED_LINES) };
}

const outcomeLines = (accounts: RerateOutcome['accounts']) => accounts.flatMap(({ currency, corrections }) => corrections.map(({ before, after }) => ({ currency, difference: after - before })));

/** The sum of differences in each currency, `own` first, then by code. */
export function sumsOf(lines: ReadonlyArray<{ readonly currency: string; readonly difference: Minor }>, own: string): Array<{ currency: string; total: Minor }> {
  const sums = new Map<string, Minor>();
  for (const { currency, difference } of lines) sums.set(currency, (sums.get(currency) ?? 0) + difference);
  return [...sums].map(([currency, total]) => ({ currency, total })).toSorted((one, other) => Number(other.currency === own) - Number(one.currency === own) || (one.currency < other.currency ? -1 : 1));
}

/**
 * Works off what operators asked and ordered, oldest first, as the worker, and returns how many it did. Each is shown or posted
 * in transactions of its own; one that fails says why and the others go on.
 */
export async function workReratings(worker: Database): Promise<number> {
  for (let done = 0; ; done += 1) {
    const next = await worker.write((db) => row<{ job: Waiting | null }>(db, 'select api.next_rerating() as job'));
    if (!next?.job) return done;
    const { job } = next;
    try {
      await workOne(worker, job);
    } catch (failure) {
      const refusal = refusalOf(failure);
      if (!refusal) log('error', `re-rating order ${job.id}: ${failure instanceof Error ? failure.message.slice(0, 300) : String(failure)}`);
      await worker.write((db) => rows(db, 'select api.finish_rerating(?, null, ?)', [job.id, refusal?.message ?? 'It could not be worked out. The log of the worker says more.']));
    }
  }
}

async function workOne(worker: Database, { id, state, selection, hash, reason }: Waiting): Promise<void> {
  const { currency } = (await worker.read(catalogInForce)).catalog;
  const accounts = await accountsToRerate(worker, selection);
  const looked = (done: number) => tellRerating(worker, id, { step: 'look', done, accounts: Math.max(done, accounts) }, null);
  await looked(0);
  const outcome = await previewRerating(worker, selection, looked);
  if (state === 'asked') {
    await worker.write((db) => rows(db, 'select api.show_rerating(?, ?::jsonb, ?)', [id, JSON.stringify(shownOf(outcome, currency)), outcome.hash]));
    return;
  }
  if (outcome.hash !== hash) throw new Refusal('CONFLICT', 'What would change is not what was shown. Look again.');
  const changed = outcome.accounts.length;
  const posted = await postRerating(worker, selection, reason ?? '', outcome, async (done, reratingId) => {
    if (done % POSTED_BETWEEN_TELLS === 1 || done === changed) await tellRerating(worker, id, { step: 'post', done, accounts: changed }, reratingId);
  });
  await worker.write((db) => rows(db, 'select api.finish_rerating(?, ?, null)', [id, posted]));
}

/** Says how far an order is; throws where it was cancelled meanwhile. */
async function tellRerating(worker: Database, id: number, { step, done, accounts }: Omit<ReratingProgress, 'toldAt'>, reratingId: number | null): Promise<void> {
  const told = await worker.write((db) => row<{ goesOn: boolean }>(db, 'select api.tell_rerating(?, ?, ?, ?, ?) as "goesOn"', [id, step, done, accounts, reratingId]));
  if (!told?.goesOn) throw new Refusal('CONFLICT', 'It was cancelled.');
}

/** Asks what a choice would change; refuses line numbers that no service has. Returns the number of the order. */
export async function askRerating(person: Database, { lines, ...choice }: RerateChoice): Promise<number> {
  const serviceIds = lines ? await servicesOf(person, lines) : null;
  const made = await person.write((db) => row<{ id: number }>(db, 'select api.ask_rerating(?::jsonb) as id', [JSON.stringify({ ...choice, ...(serviceIds ? { serviceIds } : {}) })]));
  if (!made) throw new Error('the re-rating was not asked');
  return made.id;
}

async function servicesOf(person: Database, lines: ReadonlyArray<string>): Promise<number[]> {
  const found = await person.read((db) => rows<{ id: number; reference: string }>(db, 'select g.service_id as id, g.reference from api.guide(?::text[]) g', [lines]));
  const missing = lines.filter((line) => !found.some(({ reference }) => reference === line));
  if (missing.length > 0) throw new Refusal('REFUSED', `No service has the number ${missing.slice(0, 5).join(', ')}. Write it as usage files do, such as 12065550142.`);
  return found.map(({ id }) => id);
}

export async function orderRerating(person: Database, { id, hash, reason }: { readonly id: number; readonly hash: string; readonly reason: string }): Promise<void> {
  await person.write((db) => rows(db, 'select api.order_rerating(?, ?, ?)', [id, hash, reason]));
}

/** Stops the worker at the account it is at. What is posted stays posted. Refused where it is done. */
export async function cancelRerating(db: WritableDb, id: number): Promise<number> {
  await rows(db, 'select api.cancel_rerating(?)', [id]);
  return id;
}

/** Re-ratings, newest first. */
export function reratingOrders(db: ReadableDb): Promise<ReratingOrder[]> {
  return rows<ReratingOrder>(db, `select o.id, o.state, ${instantSql('o.asked_at')} as "askedAt", o.asked_by as "askedBy", o.selection, o.shown - 'lines' - 'failed' as shown, o.hash, o.reason, o.ordered_by as "orderedBy", ${instantSql('o.done_at')} as "doneAt", o.rerating_id as "reratingId", o.failure, o.cancelled_by as "cancelledBy",
      case when o.step is not null and o.taken_at is not null then jsonb_build_object('step', o.step, 'done', o.accounts_done, 'accounts', o.accounts, 'toldAt', ${instantSql('o.taken_at')}) end as progress
    from bill.rerating_orders o order by o.id desc limit ?`, [LISTED_ORDERS]);
}

/** The lines of one re-rating; none before it was shown. */
export async function reratingLines(db: ReadableDb, id: number): Promise<ReratingLines> {
  const found = await row<ReratingLines>(db, "select coalesce(o.shown->'lines', '[]') as lines, coalesce(o.shown->'failed', '[]') as failed from bill.rerating_orders o where o.id = ?", [id]);
  if (!found) throw new Refusal('NOT_FOUND', 'There is no such re-rating.');
  return found;
}

/** The charges of usage in the catalog in force, by offer. */
export async function rerateTariffs(db: ReadableDb): Promise<RerateTariff[]> {
  const { catalog } = await catalogInForce(db);
  return catalog.offers.flatMap((offer) => offer.usage.map((rule) => ({ offer: offer.code, offerLabel: offer.label, charge: rule.code, label: rule.label, versions: rule.versions.map(({ version }) => version) })));
}
