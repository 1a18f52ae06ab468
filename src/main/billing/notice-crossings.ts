import { cycleHolding } from '../../contract/cycles.ts';
import type { Day } from '../../contract/dates.ts';
import { type CatalogInForce, catalogsOf } from '../catalog/catalog-in-force.ts';
import { type Database, rows, type WritableDb } from '../platform/database.ts';
import { log } from '../platform/log.ts';
import { workBeside } from '../platform/work-beside.ts';
import { type BillingInputs, billingInputs } from './billing-inputs.ts';
import { type Crossing, crossingsOf } from './domain/crossings.ts';
import { rateUsage } from './draft-of.ts';

const ACCOUNTS_AT_ONCE = 50;

/**
 * Looks at some accounts whose usage arrived since anybody looked, as the worker in the caller's transaction, and keeps which
 * thresholds of allowances their open cycles have reached. Returns how many accounts it looked at: none where none waits.
 */
export async function noticeSome(db: WritableDb): Promise<number> {
  const asked = await rows<{ accountId: number; asked: number }>(db, 'select k.account_id as "accountId", k.asked from api.take_crossing_asks(?) k', [ACCOUNTS_AT_ONCE]);
  if (asked.length === 0) return 0;
  const gathered = new Map((await billingInputs(db, asked.map(({ accountId }) => accountId))).map((inputs) => [inputs.accountId, inputs]));
  const catalogs = await catalogsOf(db, [...gathered.values()].map(({ currency }) => currency));
  const looked = asked.flatMap(({ accountId, asked: times }) => {
    const inputs = gathered.get(accountId);
    const inForce = inputs && catalogs.get(inputs.currency);
    return inputs ? [{ accountId, asked: times, openFrom: openFrom(inputs), crossings: inForce && crossedBy(inForce, inputs) }] : [];
  });
  await rows(db, 'select api.keep_crossings(?::jsonb)', [JSON.stringify(looked)]);
  return asked.length;
}

/** Works off all accounts that wait, as the worker, some in a transaction; returns how many it looked at. */
export async function noticeCrossings(worker: Database): Promise<number> {
  for (let all = 0; ; ) {
    const some = await worker.write(noticeSome);
    if (some === 0) return all;
    all += some;
  }
}

/** Lets the worker that lives with the demo look, beside the calls of the desk; on a server (null) a worker of its own does it. */
export const noticeCrossingsHere = workBeside('thresholds of allowances wait', noticeCrossings);

/** The first day of the cycle that no bill has ended. */
const openFrom = ({ cycleTo, opened, cycles }: BillingInputs): Day => cycleHolding(cycleTo ?? opened, cycles).held.from;

/** Undefined for an account that cannot be rated: its bill says why, and what was noticed before stays. */
function crossedBy(inForce: CatalogInForce, inputs: BillingInputs): Crossing[] | undefined {
  const { compiled, catalog } = inForce;
  if (!inputs.products.some(({ offer }) => (compiled.offers.get(offer)?.allowances.length ?? 0) > 0)) return [];
  try {
    return crossingsOf(compiled, { operatorZone: catalog.zone, currency: inputs.currency, cycles: inputs.cycles, openFrom: openFrom(inputs) }, rateUsage(inForce, inputs, inputs.usage).rated);
  } catch (failure) {
    if (!(failure instanceof RangeError)) throw failure;
    log('warn', `thresholds of account ${inputs.accountId} are not known: ${failure.message}`);
    return undefined;
  }
}
