import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '../../../src/contract/catalog.ts';
import { copyIn, type CopyLine, copyOut, withCopyLine } from '../../../src/main/platform/copy.ts';
import { rows } from '../../../src/main/platform/database.ts';
import { pricesToCopy } from '../../../src/main/rating/columns/copy-prices.ts';
import { usageInOrder, usageToCopy } from '../../../src/main/rating/columns/copy-usage.ts';
import { rateUsageTable } from '../../../src/main/rating/columns/rate-usage-table.ts';
import { columnPlan } from '../../../src/main/rating/domain/columns/column-plan.ts';
import { holdersOf } from '../../../src/main/rating/domain/columns/holders-of.ts';
import { ratingState } from '../../../src/main/rating/domain/columns/rating-state.ts';
import { compileCatalog } from '../../../src/main/rating/domain/compile-catalog.ts';
import type { CycleEvent } from '../../../src/main/rating/domain/cycle-usage.ts';
import { rateCycle } from '../../../src/main/rating/domain/rate-cycle.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';

const catalog: Catalog = {
  name: 'Tiers', currency: 'USD', zone: 'America/Los_Angeles', dueDays: 21, bands: [], taxes: [],
  zones: [{ code: 'us', label: 'United States', prefixes: ['1'] }, { code: 'mx', label: 'Mexico', prefixes: ['52'] }],
  offers: [{
    code: 'talk', label: 'Talk', kind: 'plan', service: 'mobile', percentOff: [], activation: [], recurring: [], allowances: [{ code: 'minutes', label: 'Minutes', usage: 'voice', units: 500 }],
    usage: [
      { code: 'abroad', label: 'Mexico', usage: 'voice', tax: null, zones: ['mx'], versions: [{ version: 'v1', from: '2020-01-01', price: { kind: 'flat', price: 77 } }] },
      { code: 'calls', label: 'Calls', usage: 'voice', tax: null, zones: ['us'], allowance: 'minutes', versions: [{ version: 'v1', from: '2020-01-01', price: { kind: 'graduated', per: 60, increment: 1, tiers: [{ upTo: 1000, price: 3001 }, { upTo: null, price: 1001 }] } }] },
    ],
  }],
};
const window = { fromMs: Date.UTC(2026, 9, 1), toMs: Date.UTC(2026, 10, 1) };
const services = [7, 900_000_001];
const products = services.map((serviceId, at) => ({ productId: at + 1, serviceId, offer: 'talk', from: '2026-01-01', to: null }));
/** Pairs start at the same moment, and their keys are in another order by letters than by bytes: who is first takes the allowance. */
const events = Array.from({ length: 400 }, (_, n): CycleEvent => ({
  usageId: n + 1, key: `${n % 2 === 0 ? 'a' : 'B'}${n}`, serviceId: services[(n >> 1) % 2]!, usage: 'voice', start: new Date(window.fromMs + (n >> 1) * 7_000_001).toISOString(),
  units: 1 + (n * 37) % 90, destination: n % 9 === 0 ? '5215550100' : n % 11 === 0 ? '44207' : '13605550199', visited: null, billed: null,
}));

describe('Usage from table to table', { timeout: 15_000 }, () => {
  let db: FreshDatabase;
  const held = holdersOf(services.map((serviceId) => ({ zone: 'UTC', cycles: [window.fromMs, window.toMs], products: products.filter((product) => product.serviceId === serviceId) })), window);
  const plan = columnPlan({ catalog, compiled: compileCatalog(catalog), sets: held.sets, zones: held.zones, window });
  /** Rates as the product does: the worker's reader copies out, its writer copies in, in one transaction. */
  const rated = (person: string, serviceAt = held.serviceAt) => db.as(person).read((reader) => withCopyLine(reader, (out) => db.as(person).write((writer) => withCopyLine(writer, async (into) => {
    const prices = copyIn(into, `copy bill.test_prices (${pricesToCopy}) from stdin (format binary)`);
    try {
      const done = await rateUsageTable(plan, ratingState(plan, held.holders), { usage: usageOf(out), write: prices.write, serviceAt });
      return { ...done, taken: await prices.end() };
    } catch (failure) {
      await prices.fail('not rated');
      throw failure;
    }
  }))));
  const usageOf = (line: CopyLine) => copyOut(line, `copy (select ${usageToCopy} from bill.usage u ${usageInOrder}) to stdout (format binary)`);
  const found = () => rows<{ id: number; rounded: number; charged: number; micros: number }>(db.owner, 'select p.usage_id as id, p.rounded, p.charged, p.micros from bill.test_prices p order by p.usage_id');

  beforeAll(async () => {
    db = await freshDatabase();
    await db.addPerson('worker', 'worker');
    await db.addPerson('anna', 'agent');
    await db.owner.transaction(async (trx) => {
      await trx.raw('set local session_replication_role = replica');
      // Not in the order in which they are rated.
      for (const { usageId, key, serviceId, usage, start, units, destination } of events.toReversed()) {
        await trx.raw('insert into bill.usage (id, key, service_id, account_id, customer_id, kind, started_at, units, destination) overriding system value values (?, ?, ?, 1, 1, ?, ?, ?, ?)', [usageId, key, serviceId, usage, start, units, destination]);
      }
    });
    await db.owner.raw('create table bill.test_prices (usage_id bigint, tariff int, zone int, rounded bigint, charged bigint, micros bigint); alter table bill.test_prices enable row level security; grant insert on bill.test_prices to careline_worker, careline_agent');
  });
  afterAll(() => db.close());
  beforeEach(() => db.owner.raw('truncate bill.test_prices'));

  it('every event has the price that rating by objects gives it; what has none is left out', async () => {
    const byObjects = services.flatMap((serviceId) => rateCycle(compileCatalog(catalog), { zone: 'UTC', products, events: events.filter((event) => event.serviceId === serviceId) }).rated);
    expect(await rated('worker')).toEqual({ events: events.length, priced: byObjects.length, taken: byObjects.length });
    expect(byObjects.length).toBeLessThan(events.length);
    expect(await found()).toEqual(byObjects.map(({ usageId, micros, trace }) => ({ id: usageId, rounded: trace.rounded, charged: trace.charged, micros })).toSorted((a, b) => a.id - b.id));
  });

  it('what breaks off leaves nothing, and the connections go on', async () => {
    await expect(rated('worker', (serviceId) => (serviceId === 7 ? 0 : undefined))).rejects.toThrow('The service 900000001 is not among those that are rated.');
    expect(await found()).toEqual([]);
    expect((await rated('worker')).events).toBe(events.length);
  });

  it('an agent copies nothing in, and what the server refuses is thrown', async () => {
    await expect(rated('anna')).rejects.toMatchObject({ message: expect.stringContaining('row-level security') as string });
    await expect(db.as('worker').read((reader) => withCopyLine(reader, async (line) => {
      for await (const piece of copyOut(line, 'copy (select 1 / (u.id - 1) from bill.usage u) to stdout')) expect(piece.length).toBeGreaterThan(0);
    }))).rejects.toMatchObject({ code: '22012' });
    expect((await rated('worker')).events).toBe(events.length);
  });

  it('a period is read in this order from the index, without a sort', async () => {
    await db.owner.raw('analyze bill.usage');
    const told = await db.owner.transaction(async (trx) => {
      await trx.raw('set local enable_seqscan = off');
      return rows<{ 'QUERY PLAN': string }>(trx, `explain select ${usageToCopy} from bill.usage u where u.started_at >= '2026-10-02' ${usageInOrder}`);
    });
    expect(told.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/^Index Scan using usage_start/);
  });
});
