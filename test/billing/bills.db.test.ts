import { expect, it } from 'vitest';
import type { BillPlace, BillSummary, BillView, EventView } from '../../src/contract/billing.ts';
import type { CustomerId } from '../../src/contract/ids.ts';
import { stories } from '../../src/main/demo/stories.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { type Care, careAs, onDemos, openAt, refusal, storyOf } from '../support/demo-world.ts';

const sum = (amounts: ReadonlyArray<number>) => amounts.reduce((a, b) => a + b, 0);

/** All events of a line, page by page. */
async function eventsOf(care: Care, customerId: CustomerId, bill: number | 'unbilled', lineId: number, text?: string): Promise<{ events: EventView[]; total: number; pages: number }> {
  const events: EventView[] = [];
  for (let after: { start: string; usageId: number } | null = null, pages = 1; ; pages += 1) {
    const page: Awaited<ReturnType<Care['billing']['events']>> = await care.billing.events({ customerId, bill: bill as never, lineId, after, ...(text === undefined ? {} : { text }) });
    events.push(...page.rows);
    if (!page.next) return { events, total: page.total, pages };
    after = page.next;
  }
}

onDemos('The list of bills', async (demo) => {
  const care = await careAs(demo, 'agent');
  return { care, customerId: await openAt(demo, care, storyOf('elena').number, 1) };
}, (made, demo) => {
  const listed = async (filter: object = {}) => (await made().care.billing.bills({ customerId: made().customerId, ...filter })).bills;

  it('has every bill, newest first, with what is left of it', async () => {
    const bills = await listed();
    const truth = await rows<{ billId: number; total: number }>(demo().owner, 'select b.id as "billId", b.total from bill.bills b where b.customer_id = ? order by b.bill_day desc, b.id desc', [made().customerId]);
    expect(bills.map(({ billId, total }) => ({ billId, total }))).toEqual(truth);
    expect(bills[0]).toMatchObject({ billDay: '2026-11-05', dueDay: '2026-11-26', total: 34_896, open: 34_896, disputed: 2714, due: 32_182, overdue: 0, state: 'open', category: 'normal', period: { from: '2026-10-05', to: '2026-11-05' } });
    expect(bills[1]).toMatchObject({ billDay: '2026-10-05', total: 19_837, open: 7837, allocated: 12_000, overdue: 7837, state: 'overdue' });
    expect(bills.slice(2).every(({ state, open }) => state === 'paid' && open === 0)).toBe(true);
  });

  it('is filtered by date, number, state, category and service', async () => {
    const number = (await listed())[3]?.number ?? '';
    expect((await listed({ number })).map((bill) => bill.number)).toEqual([number]);
    expect((await listed({ number: '2608' })).map(({ billDay }) => billDay)).toEqual(['2026-08-05']);
    expect(await listed({ number: '%' })).toEqual([]);
    expect(await listed({ number: '26_8' })).toEqual([]);
    expect((await listed({ from: '2026-07-05', to: '2026-09-04' })).map(({ billDay }) => billDay)).toEqual(['2026-08-05', '2026-07-05']);
    const [, , , at] = (await listed()).toReversed();
    expect((await listed({ before: { billId: at?.billId, billDay: at?.billDay } })).map(({ billDay }) => billDay)).toEqual(['2025-11-05', '2025-10-05', '2025-09-05']);
    expect((await listed({ state: 'overdue' })).map(({ billDay }) => billDay)).toEqual(['2026-10-05']);
    expect((await listed({ state: 'paid' })).length).toBe(13);
    expect(await listed({ state: 'credit' })).toEqual([]);
    expect((await listed({ category: 'normal' })).length).toBe(15);
    expect(await listed({ category: 'interim' })).toEqual([]);
  });

  it('comes page by page with every bill once, of which several have one day at the border of a page', async () => {
    const { care } = made();
    const customerId = await openAt(demo(), care, storyOf('quiet').number, 1);
    // Twelve more of each of two days: the 24th of the list stands among those of one day.
    for (const day of ['2026-11-11', '2026-11-10']) {
      await demo().owner.raw(`with more as (insert into bill.bills (number, customer_id, account_id, category, bill_day, due_day, period_from, period_to, currency, charges, tax, total, catalog_id, engine, usage_hash)
          select 'T' || to_char(?::date, 'DD') || '-' || n, b.customer_id, b.account_id, 'interim', ?::date, ?::date + 20, b.period_from, b.period_to, b.currency, n, 0, n, b.catalog_id, b.engine, 'none' from (select * from bill.bills b where b.customer_id = ? order by b.id limit 1) b, generate_series(1, 15) n returning *)
        insert into bill.bill_balances (bill_id, customer_id, account_id, total, due_day, open) select m.id, m.customer_id, m.account_id, m.total, m.due_day, m.total from more m`, [day, day, day, customerId]);
    }
    const all: BillSummary[] = [];
    const olders: number[] = [];
    for (let before: BillPlace | null | undefined; before !== null;) {
      const page: Awaited<ReturnType<Care['billing']['bills']>> = await care.billing.bills({ customerId, ...(before ? { before } : {}) });
      all.push(...page.bills);
      olders.push(page.older);
      before = page.next;
    }
    const truth = await rows<{ id: number }>(demo().owner, 'select b.id from bill.bills b where b.customer_id = ? order by b.bill_day desc, b.id desc', [customerId]);
    expect(all.map(({ billId }) => Number(billId))).toEqual(truth.map(({ id }) => id));
    expect([all[23]?.billDay, all[24]?.billDay]).toEqual(['2026-11-10', '2026-11-10']);
    expect(olders).toEqual([truth.length - 24, Math.max(0, truth.length - 48)].slice(0, olders.length));
    expect((await care.billing.bills({ customerId, category: 'interim', state: 'open' })).older).toBe(6);
  });

  it('is filtered by service at level 2', async () => {
    const customerId = await openAt(demo(), made().care, storyOf('planSwitch').number, 2);
    const service = await row<{ id: number }>(demo().owner, 'select s.id from care.services s where s.customer_id = ? limit 1', [customerId]);
    const other = await row<{ id: number }>(demo().owner, 'select s.id from care.services s where s.customer_id <> ? limit 1', [customerId]);
    expect((await made().care.billing.bills({ customerId, serviceId: service?.id ?? 0 })).bills.length).toBe(15);
    expect((await made().care.billing.bills({ customerId, serviceId: other?.id ?? 0 })).bills).toEqual([]);
  });
});

onDemos('A bill', async (demo) => ({ care: await careAs(demo, 'agent') }), (made, demo) => {
  it.each(stories.map(({ key }) => key))('of the story %s is its lines and taxes, each line its events', async (key) => {
    const { care } = made();
    const customerId = await openAt(demo(), care, storyOf(key).number, 2);
    const { bills } = await care.billing.bills({ customerId });
    const days = storyOf(key).compare;
    let before: BillView | undefined;
    for (const { billId, billDay } of [...bills].reverse().filter((bill) => days === null || bill.billDay === days.before || bill.billDay === days.after)) {
      const bill = await care.billing.bill({ customerId, bill: billId });
      expect(bill).toMatchObject({ billId, billDay });
      expect([bill.charges, bill.tax, bill.total]).toEqual([sum(bill.lines.map(({ amount }) => amount)), sum(bill.taxes.map(({ amount }) => amount)), bill.charges + bill.tax]);
      expect(sum(bill.lines.map(({ tax }) => tax))).toBe(bill.tax);
      expect(bill.open).toBe(bill.total - bill.allocated);
      expect(sum(bill.payments.map(({ amount }) => amount))).toBe(bill.allocated);
      expect(sum(bill.lines.map(({ disputed }) => disputed))).toBe(bill.disputed);
      expect(bill.lines.every(({ serviceId }) => serviceId === null || bill.services.some((service) => service.serviceId === serviceId))).toBe(true);
      if (before && bill.previousId === before.billId) {
        expect(bill.previousTotal).toBe(before.total);
        expect(sum(bill.previousServices.map(({ total }) => total))).toBe(before.total);
        for (const { serviceId, total } of bill.previousServices) expect(total).toBe(sum(before.lines.filter((line) => line.serviceId === serviceId).map(({ amount, tax }) => amount + tax)));
        // What changed line by line, and what is gone, is the whole difference of the charges.
        const gone = before.lines.filter((old) => !bill.lines.some((line) => line.serviceId === old.serviceId && line.charge === old.charge));
        expect(sum(bill.lines.map(({ change }) => change ?? 0)) - sum(gone.map(({ amount }) => amount))).toBe(bill.charges - before.charges);
      }
      for (const line of bill.lines.filter(({ events }) => events > 0)) {
        const { events, total } = await eventsOf(care, customerId, billId, line.lineId);
        expect([events.length, total], line.label).toEqual([line.events, line.events]);
        expect(sum(events.map(({ amount }) => amount)), line.label).toBe(line.amount);
      }
      before = bill;
    }
    expect(before?.lines.length).toBeGreaterThan(0);
    await care.customers.closeCase({ customerId });
  });

  it('tells what it rests on in words', async () => {
    const { care } = made();
    const customerId = await openAt(demo(), care, storyOf('elena').number, 2);
    const [newest] = (await care.billing.bills({ customerId })).bills;
    const bill = await care.billing.bill({ customerId, bill: newest?.billId as never });
    const working = (charge: string) => bill.lines.filter((line) => line.charge === charge).map((line) => line.working);
    expect(working('fiber-1000')).toEqual(['15 of 31 days of $89.00', '$89.00 for the whole period']);
    expect(working('fiber-500')).toEqual(['15 of 31 days of $69.00 given back']);
    expect(bill.lines.find(({ charge }) => charge === 'download-arcadia')).toMatchObject({ amount: 2499, disputed: 2714, dispute: 'D-3391' });
    expect(bill.label).toBe('November');
    const oldest = (await care.billing.bills({ customerId })).bills.at(-1);
    expect((await care.billing.bill({ customerId, bill: oldest?.billId as never })).label).toBe('September 2025');
    await care.customers.closeCase({ customerId });
  });
});

onDemos('Events', async (demo) => {
  const service = await row<{ id: number }>(demo.owner, "select s.id from care.services s join care.customers k on k.id = s.customer_id where k.number = ? and s.reference = '12535550131'", [storyOf('roaming').number]);
  // 450 messages, of which many start in the same second, or in one millisecond of it, and have keys in another order than their ids.
  await demo.worker.write((db) => rows(db, "insert into bill.usage (key, service_id, account_id, customer_id, kind, started_at, units, destination) select 'many-' || to_char(1000 - n, 'FM0000'), s.id, s.account_id, s.customer_id, 'sms', timestamptz '2026-11-12T10:00:00Z' + (n / 150) * interval '1 second' + (n % 7) * interval '0.0001 second', 1, '1360555' || to_char(n, 'FM0000') from generate_series(1, 450) n, care.services s where s.id = ?", [service?.id]));
  const care = await careAs(demo, 'agent');
  return { care, customerId: await openAt(demo, care, storyOf('roaming').number, 2) };
}, (made, demo) => {
  it('not billed yet come page by page, each once, in order of time', async () => {
    const { care, customerId } = made();
    const bill = await care.billing.bill({ customerId, bill: 'unbilled' });
    const line = bill.lines.find(({ charge }) => charge === 'messages');
    const { events, total, pages } = await eventsOf(care, customerId, 'unbilled', line?.lineId ?? 0);
    expect([events.length, total, pages]).toEqual([line?.events, line?.events, 3]);
    expect(new Set(events.map(({ usageId }) => usageId)).size).toBe(events.length);
    expect(events.map(({ start }) => start)).toEqual(events.map(({ start }) => start).sort());
    expect((await eventsOf(care, customerId, 'unbilled', line?.lineId ?? 0, '13605550007')).events.map(({ destination }) => destination)).toEqual(['13605550007']);
  });

  it('on a bill come page by page, each once, with a search that takes % as it is', async () => {
    const { care, customerId } = made();
    const preview = await care.billing.previewBillNow({ customerId, serviceIds: null });
    const { billId } = await care.billing.billNow({ customerId, serviceIds: null, hash: preview.hash });
    const bill = await care.billing.bill({ customerId, bill: billId });
    const line = bill.lines.find(({ charge }) => charge === 'messages');
    const lineId = line?.lineId ?? 0;
    const { events, total, pages } = await eventsOf(care, customerId, billId, lineId);
    const truth = await rows<{ id: number }>(demo().owner, 'select r.usage_id as id from bill.rated_usage r where r.line_id = ? order by r.started_at, r.usage_id', [lineId]);
    expect(events.map(({ usageId }) => Number(usageId))).toEqual(truth.map(({ id }) => id));
    expect([total, pages]).toEqual([truth.length, 3]);
    expect((await eventsOf(care, customerId, billId, lineId, '555000')).total).toBe(9);
    expect((await eventsOf(care, customerId, billId, lineId, '%')).total).toBe(0);
    expect((await eventsOf(care, customerId, billId, lineId, '_')).total).toBe(0);
    const stranger = (await rows<{ id: number }>(demo().owner, 'select l.id from bill.lines l where l.customer_id <> ? and l.events > 0 limit 1', [customerId]))[0];
    expect(await care.billing.events({ customerId, bill: billId, lineId: stranger?.id ?? 0, after: null })).toEqual({ total: 0, rows: [], next: null });
  });

  it('say how they came to their price', async () => {
    const { care } = made();
    const customerId = await openAt(demo(), care, storyOf('elena').number, 2);
    const [newest] = (await care.billing.bills({ customerId })).bills;
    const bill = await care.billing.bill({ customerId, bill: newest?.billId as never });
    const line = bill.lines.find(({ charge }) => charge === 'roaming-data-mx');
    const { events } = await eventsOf(care, customerId, newest?.billId ?? 0, line?.lineId ?? 0);
    const working = await care.billing.eventWorking({ customerId, bill: newest?.billId as never, usageId: events[0]?.usageId as never });
    expect(working).toMatchObject({ rule: 'roaming-data-mx', version: expect.any(String) as string });
    expect(working.steps.length).toBeGreaterThan(0);
    expect(working.steps.join(' ')).toContain('$0.05 per MB');
    expect(await refusal(care.billing.eventWorking({ customerId, bill: newest?.billId as never, usageId: 999_999_999 as never }))).toMatchObject({ code: 'NOT_FOUND' });
    const unbilled = await care.billing.bill({ customerId, bill: 'unbilled' });
    const waiting = unbilled.lines.find(({ events: count }) => count > 0);
    const [event] = (await eventsOf(care, customerId, 'unbilled', waiting?.lineId ?? 0)).events;
    expect((await care.billing.eventWorking({ customerId, bill: 'unbilled', usageId: event?.usageId as never })).steps.length).toBeGreaterThan(0);
    expect(await refusal(care.billing.events({ customerId, bill: 'unbilled', lineId: -999, after: null }))).toMatchObject({ code: 'NOT_FOUND' });
  });
});

onDemos('Payments', async (demo) => ({ care: await careAs(demo, 'agent') }), (made, demo) => {
  it('say what they paid, what is left of them, and why one failed', async () => {
    const { care } = made();
    const elena = await openAt(demo(), care, storyOf('elena').number, 2);
    const [byHand, failed] = await care.billing.payments({ customerId: elena });
    expect(byHand).toMatchObject({ amount: 12_000, allocated: 12_000, unallocated: 0, state: 'captured', origin: 'manual', day: '2026-10-30', detail: '2610 MARCHETTI', bills: [{ number: expect.stringMatching(/^2610-/) as string, amount: 12_000 }] });
    expect(failed).toMatchObject({ amount: 19_837, allocated: 0, unallocated: 0, state: 'failed', origin: 'automatic', day: '2026-10-24', detail: 'The card expired in September 2026.', bills: [] });
    const omar = await openAt(demo(), care, storyOf('unallocated').number, 2);
    expect((await care.billing.payments({ customerId: omar }))[0]).toMatchObject({ amount: 15_000, allocated: 0, unallocated: 15_000, bills: [] });
  });
});
