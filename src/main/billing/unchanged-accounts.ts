import { cycleHolding, type Cycles } from '../../contract/cycles.ts';
import { type Day, startOfDay } from '../../contract/dates.ts';
import type { CatalogInForce } from '../catalog/catalog-in-force.ts';
import { copyOut, withCopyLine } from '../platform/copy.ts';
import { type ReadableDb, rows } from '../platform/database.ts';
import { changedPrices, tariffOfTrace } from '../rating/columns/changed-prices.ts';
import { usageInOrder, usageReader, usageToCopy } from '../rating/columns/copy-usage.ts';
import { rateUsageStream } from '../rating/columns/rate-usage-table.ts';
import { columnPlan } from '../rating/domain/columns/column-plan.ts';
import { columnRefusal } from '../rating/domain/columns/column-refusal.ts';
import { holdersOf } from '../rating/domain/columns/holders-of.ts';
import { ratingState } from '../rating/domain/columns/rating-state.ts';
import type { HeldProduct } from '../rating/domain/cycle-usage.ts';

/** An account and the whole cycles [from, to) of which it is asked. */
export type AskedAccount = { readonly accountId: number; readonly zone: string; readonly cycles: Cycles; readonly from: Day; readonly to: Day };
type Held = { readonly accountId: number; readonly currency: string; readonly goesOn: boolean; readonly products: ReadonlyArray<HeldProduct> };

/**
 * Which of these accounts certainly change nothing: rated in columns by the catalog in force, each of their billed events of those cycles
 * has the tariff and the price that hold for it now, so rating them by objects, with whatever is chosen of them, has nothing to correct. An
 * account that cannot be rated in columns is not among them: it has another currency than the catalog, allowances
 * that go on, top-ups, or an offer that `columnRefusal` names. Reads by COPY, so only on a server, as the worker.
 */
export async function unchangedAccounts(db: ReadableDb, { catalog, compiled }: CatalogInForce, asked: ReadonlyArray<AskedAccount>): Promise<ReadonlySet<number>> {
  const held = new Map((await rows<Held>(db, `
    select a.id as "accountId", a.currency, exists (select from bill.allowance_ends e where e.account_id = a.id) or exists (select from bill.top_ups t where t.account_id = a.id) as "goesOn",
      (select coalesce(jsonb_agg(jsonb_build_object('productId', p.id, 'serviceId', p.service_id, 'offer', p.offer, 'from', p.from_day, 'to', p.to_day) order by p.id), '[]')
        from bill.accounts f join care.products p on p.account_id = f.id where f.id = a.id or f.payer_id = a.id) as products
    from bill.accounts a where a.id = any(?)`, [asked.map(({ accountId }) => accountId)])).map((account) => [account.accountId, account]));
  const rateable = new Map(catalog.offers.map(({ code }) => [code, columnRefusal(catalog, [code]) === null]));
  const accounts = asked.filter(({ accountId }) => {
    const account = held.get(accountId);
    return account && account.currency === catalog.currency && !account.goesOn && account.products.length > 0 && account.products.every(({ offer }) => rateable.get(offer));
  });
  if (accounts.length === 0) return new Set();
  const begins = accounts.map(({ from, to, cycles }) => startsOf(from, to, cycles).map((day) => Date.parse(startOfDay(day, catalog.zone))));
  const window = { fromMs: Math.min(...begins.map((moments) => moments[0] ?? 0)), toMs: Math.max(...begins.map((moments) => moments.at(-1) ?? 0)) };
  const changed = new Set<number>();
  try {
    const holders = holdersOf(accounts.map(({ accountId, zone }, at) => ({ zone, cycles: begins[at] ?? [], products: held.get(accountId)?.products ?? [] })), window);
    const plan = columnPlan({ catalog, compiled, sets: holders.sets, zones: holders.zones, window });
    const reader = usageReader(holders.serviceAt, true);
    if (!reader.recorded) throw new Error('recorded prices are read');
    const { isChanged } = changedPrices(plan, reader.recorded);
    await withCopyLine(db, (line) => rateUsageStream(plan, ratingState(plan, holders.holders), copyOut(line, billedUsage(accounts, begins)), reader, (columns, priced) => {
      for (let row = 0; row < columns.count; row += 1) if (isChanged(columns, priced, row)) changed.add(holders.holders.accountOf[columns.service[row] as number] as number);
    }));
  } catch (failure) {
    // Usage that does not fit what the accounts hold is for rating by objects to name.
    if (failure instanceof RangeError) return new Set();
    throw failure;
  }
  return new Set(accounts.filter((_, at) => !changed.has(at)).map(({ accountId }) => accountId));
}

/** The days on which the cycles of [from, to) begin, and `to`. */
function startsOf(from: Day, to: Day, cycles: Cycles): Day[] {
  const days: Day[] = [];
  for (let day = from; day < to; day = cycleHolding(day, cycles).held.to) days.push(day);
  return [...days, to];
}

/** The billed events with their newest prices. COPY takes no bindings: these are whole numbers and moments of our own. */
function billedUsage(accounts: ReadonlyArray<AskedAccount>, begins: ReadonlyArray<ReadonlyArray<number>>): string {
  const values = accounts.map(({ accountId }, at) => `(${accountId}::bigint, to_timestamp(${(begins[at]?.[0] ?? 0) / 1000}), to_timestamp(${(begins[at]?.at(-1) ?? 0) / 1000}))`).join(', ');
  return `copy (select ${usageToCopy}, coalesce(n.micros, r.micros), ${tariffOfTrace('coalesce(n.trace, r.trace)')}
    from (values ${values}) a (id, first, until) join bill.bills b on b.account_id = a.id join bill.lines l on l.bill_id = b.id and l.events > 0 join bill.rated_usage r on r.line_id = l.id and r.started_at >= a.first and r.started_at < a.until
      join bill.usage u on u.id = r.usage_id left join lateral (select x.micros, x.trace from bill.rerated_usage x where x.usage_id = r.usage_id order by x.rerating_id desc limit 1) n on true
    ${usageInOrder}) to stdout (format binary)`;
}
