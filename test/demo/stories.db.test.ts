import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { billingInputs } from '../../src/main/billing/billing-inputs.ts';
import { rateUsage } from '../../src/main/billing/draft-of.ts';
import { catalogInForce } from '../../src/main/catalog/catalog-in-force.ts';
import { buildDemo, startDemoClock } from '../../src/main/demo/build-world.ts';
import { DEMO_WORKER, demoAccounts } from '../../src/main/demo/staff.ts';
import { stories } from '../../src/main/demo/stories.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { passwordFits } from '../../src/main/platform/scram.ts';
import { type FreshDatabase, freshEmbedded } from '../support/fresh-database.ts';

let demo: FreshDatabase;

beforeAll(async () => {
  demo = await freshEmbedded();
  await buildDemo(demo.owner, { scale: 0 });
}, 300_000);
afterAll(async () => {
  await demo.close();
});

const numberOf = (key: string) => stories.find((story) => story.key === key)?.number ?? '';

/** What each bill of a story came to, by bill day. */
async function totals(key: string, ...days: ReadonlyArray<string>): Promise<number[]> {
  const bills = await rows<{ bill_day: string; total: number }>(demo.owner, 'select b.bill_day, b.total from bill.bills b join bill.accounts a on a.id = b.account_id where a.number = ?', [numberOf(key)]);
  return days.map((day) => bills.find(({ bill_day }) => bill_day === day)?.total ?? Number.NaN);
}

/** Amounts of one charge on one bill. */
async function amounts(key: string, day: string, charge: string): Promise<number[]> {
  const found = await rows<{ amount: number }>(demo.owner, 'select l.amount from bill.lines l join bill.bills b on b.id = l.bill_id join bill.accounts a on a.id = b.account_id where a.number = ? and b.bill_day = ?::date and l.charge = ? order by l.position', [numberOf(key), day, charge]);
  return found.map(({ amount }) => amount);
}

async function standing(key: string): Promise<unknown> {
  return row(demo.owner, `select sum(v.open)::int as open, sum(v.disputed)::int as disputed, sum(v.open - v.disputed)::int as due, coalesce(sum(v.open - v.disputed) filter (where v.due_day < '2026-11-18'), 0)::int as overdue
    from bill.bill_balances v join bill.accounts a on a.id = v.account_id where a.number = ?`, [numberOf(key)]);
}

describe('Elena Marchetti', () => {
  it('has the bills of the mock-ups, but for one cent that proration rounds otherwise', async () => {
    // September: 167.13 of charges, 8.60% of it is 14.37, three voice lines at 1.25.
    expect(await totals('elena', '2026-09-05')).toEqual([16_713 + 1437 + 375]);
    // October: 1.20 to Italy, 10.00 of extra data and 3.02 of national calls; 179.21 taxed with 15.41.
    expect(await totals('elena', '2026-10-05')).toEqual([17_921 + 1541 + 375]);
    // November: 310.97 taxed with 26.74, and a late fee of 7.50. The part of October is 43.06 for Fiber 1000 less 33.39 for
    // Fiber 500, each cumulated from the start of its cycle: 9.67, where 20.00 times 15 of 31 days rounds to 9.68.
    expect(await totals('elena', '2026-11-05')).toEqual([31_097 + 2674 + 375 + 750]);
    expect([await amounts('elena', '2026-11-05', 'fiber-500'), await amounts('elena', '2026-11-05', 'fiber-1000')]).toEqual([[-3339], [4306, 8900]]);
    expect(await totals('elena', '2026-06-05', '2026-07-05', '2026-08-05')).toEqual([18_412, 18_467, 18_390]);
  });

  it('was charged for six sessions in Mexico, 79 minutes to Italy, a download and two blocks of data', async () => {
    const charges = await Promise.all(['roaming-data-mx', 'calls-it', 'download-arcadia', 'extra-data', 'late-fee', 'welcome'].map((charge) => amounts('elena', '2026-11-05', charge)));
    expect(charges).toEqual([[4260], [1185], [2499], [2000], [750], []]);
    expect(await amounts('elena', '2026-10-05', 'welcome')).toEqual([-1500]);
  });

  it('owes a part of October and November, of which the download is in dispute', async () => {
    expect(await standing('elena')).toEqual({ open: 7837 + 34_896, disputed: 2714, due: 40_019, overdue: 7837 });
    expect(await row(demo.owner, "select d.number, d.amount, d.state from bill.disputes d join care.customers c on c.id = d.customer_id where c.number = '10482291'")).toEqual({ number: 'D-3391', amount: 2499 + 215, state: 'open' });
    const payments = await rows<{ amount: number; state: string }>(demo.owner, "select p.amount, p.state from pay.payments p join care.customers c on c.id = p.customer_id where c.number = '10482291' and p.received_at > '2026-10-01' order by p.received_at");
    expect(payments).toEqual([{ amount: 19_837, state: 'failed' }, { amount: 12_000, state: 'captured' }]);
  });
});

describe('The other stories', () => {
  it('roaming: 613 MB in Spain at ten cents double the bill', async () => {
    expect(await totals('roaming', '2026-10-10', '2026-11-10')).toEqual([5500 + 473 + 125, 5500 + 6130 + 1000 + 125]);
  });

  it('promotion: the bill after the welcome offer is the price of the plan', async () => {
    expect(await totals('promotion', '2026-10-01', '2026-11-01')).toEqual([3900 + 335, 5400 + 464]);
  });

  it('plan switch: 12 of 30 days of Fiber 300 go back, as many of Fiber 500 are charged', async () => {
    expect(await totals('planSwitch', '2026-09-15', '2026-10-15')).toEqual([5800 + 499, 6900 + 400 - 2160 + 2760 + 679]);
    expect(await amounts('planSwitch', '2026-10-15', 'fiber-300')).toEqual([-2160]);
  });

  it('overdue: two automatic payments failed, a late fee followed', async () => {
    expect(await totals('overdue', '2026-10-05', '2026-11-05')).toEqual([6900 + 593, 6900 + 593 + 750]);
    expect(await standing('overdue')).toMatchObject({ open: 15_736, overdue: 7493 });
    expect(await rows(demo.owner, "select p.state from pay.payments p join care.customers c on c.id = p.customer_id where c.number = ? and p.state = 'failed'", [numberOf('overdue')])).toHaveLength(2);
  });

  it('unallocated: 150.00 lie on the account while the bill is open', async () => {
    expect(await row(demo.owner, 'select sum(p.amount - p.allocated - p.refunded)::int as credit from pay.payments p join care.customers c on c.id = p.customer_id where c.number = ? and p.state = \'captured\'', [numberOf('unallocated')])).toEqual({ credit: 15_000 });
    expect(await standing('unallocated')).toMatchObject({ open: 13_575 + 14_325, overdue: 13_575 });
  });

  it('dispute: the download with its tax is out of what is due', async () => {
    expect(await standing('dispute')).toEqual({ open: 7508, disputed: 1999 + 172, due: 5337, overdue: 0 });
  });

  it('corporate: the parent\'s bill carries the clinics, and the seats that were ordered late', async () => {
    const children = await rows<{ bills: number; lines: number }>(demo.owner, `select (select count(*) from bill.bills b where b.account_id = a.id) as bills, (select count(*) from bill.lines l join care.services s on s.id = l.service_id where s.account_id = a.id) as lines
      from bill.accounts a join bill.accounts p on p.id = a.payer_id where p.number = ?`, [numberOf('corporate')]);
    expect(children.map(({ bills }) => bills)).toEqual([0, 0, 0]);
    expect(children.every(({ lines }) => lines > 50)).toBe(true);
    const seats = await rows<{ period_from: string; amount: number }>(demo.owner, `select l.period_from, l.amount from bill.lines l join bill.bills b on b.id = l.bill_id join care.products p on p.id = l.product_id
      where b.bill_day = '2026-10-20' and p.order_number = '208499' and l.charge = 'pbx-seat' order by l.period_from`);
    expect(seats).toEqual([{ period_from: '2026-08-20', amount: 4350 }, { period_from: '2026-09-20', amount: 4350 }, { period_from: '2026-10-20', amount: 4350 }]);
    expect(await amounts('corporate', '2026-10-20', 'business-visit')).toEqual([12_500]);
  });

  it('VIP: 1,186 MB and 15 minutes in Japan, and a dearer TV Plus since July', async () => {
    expect([await amounts('vip', '2026-10-20', 'roaming-data-jp'), await amounts('vip', '2026-10-20', 'roaming-calls-jp')]).toEqual([[11_860], [900]]);
    // Charged from 20 June in advance: 11 days at the old price and 19 at the new one make the month.
    expect([await amounts('vip', '2026-05-20', 'tv-plus'), await amounts('vip', '2026-06-20', 'tv-plus'), await amounts('vip', '2026-07-20', 'tv-plus')]).toEqual([[3400], [1247, 2280], [3600]]);
  });

  it('late: the fee comes on the bill after the one that was paid late', async () => {
    const days = ['2026-03-10', '2026-06-10', '2026-09-10', '2026-10-10', '2026-11-10'];
    expect(await Promise.all(days.map((day) => amounts('late', day, 'late-fee')))).toEqual([[750], [750], [750], [], [750]]);
  });

  it('first bill: 24 of 31 days, a month in advance, the visit and the SIM', async () => {
    const base = (6900 - 1558) + (339 - 1500) + (4000 - 903) + (6900 - 1500 + 4000) + 4900 + 1000;
    expect(await totals('firstBill', '2026-11-05')).toEqual([base + 1942 + 250]);
  });

  it('quiet: nothing changes', async () => {
    expect(await totals('quiet', '2026-09-15', '2026-10-15', '2026-11-15')).toEqual([8379, 8379, 8379]);
  });

  it('have fourteen bills or more each, but the first bill', async () => {
    const counts = await rows<{ number: string; n: number }>(demo.owner, 'select a.number, count(b.id) as n from bill.accounts a left join bill.bills b on b.account_id = a.id where a.payer_id is null group by a.number');
    const few = stories.filter(({ number }) => (counts.find((count) => count.number === number)?.n ?? 0) < 14);
    expect(few.map(({ key }) => key)).toEqual(['firstBill']);
  });
});

describe('The demo as a whole', () => {
  it('breaks no rule of money', async () => {
    const rules = await demo.as(DEMO_WORKER).read((db) => rows<{ name: string; broken: number; checked: number }>(db, 'select * from api.verify_money()'));
    expect(rules.filter(({ broken }) => broken > 0)).toEqual([]);
    expect(rules.filter(({ checked }) => checked === 0).map(({ name }) => name)).toEqual([]);
  });

  it('has a price for all usage, on bills and not yet on one', async () => {
    expect(await row(demo.owner, 'select count(*) from bill.usage u left join bill.rated_usage r on r.usage_id = u.id join bill.accounts a on a.id = u.account_id where r.usage_id is null and u.started_at < (select max(b.period_to) from bill.bills b where b.account_id = coalesce(a.payer_id, a.id))::timestamp at time zone a.zone')).toEqual({ count: 0 });
    const open = await demo.as(DEMO_WORKER).read(async (db) => {
      const inForce = await catalogInForce(db);
      const accounts = await rows<{ id: number }>(db, 'select a.id from bill.accounts a where a.payer_id is null');
      const inputs = await billingInputs(db, accounts.map(({ id }) => id));
      return inputs.map((account) => rateUsage(inForce, account, account.usage));
    });
    expect(open.flatMap(({ unrated }) => unrated)).toEqual([]);
    expect(open.reduce((sum, { rated }) => sum + rated.length, 0)).toBeGreaterThan(50);
  });

  it('lets its people sign in with the passwords it shows', async () => {
    for (const { login, password, role } of demoAccounts) {
      const kept = await row<{ verifier: string }>(demo.owner, 'select a.rolpassword as verifier from pg_authid a where a.rolname = ?', [login]);
      expect(passwordFits(password, kept?.verifier ?? '')).toBe(true);
      expect(password.length).toBeGreaterThanOrEqual(12);
      expect(await demo.as(login).read((db) => row(db, 'select (api.me()).role'))).toEqual({ role });
    }
  });

  it('finds each caller by number, two on the shared one, and knows their PIN', async () => {
    const nadia = demo.as('nadia.okafor');
    const hits = new Map<string, string[]>();
    for (const { key, phone, number, pin } of stories) {
      const found = await nadia.write((db) => row<{ found: { hits: ReadonlyArray<{ name: string; number: string; customerId: number }> } }>(db, 'select api.who_calls(?) as found', [phone]));
      hits.set(key, (found?.found.hits ?? []).map(({ name }) => name));
      const caller = found?.found.hits.find((hit) => hit.number === number);
      expect(caller, key).toBeDefined();
      await nadia.write((db) => db.raw("select api.open_case(?, 'call', ?, ?)", [caller?.customerId ?? 0, `call-${key}`, phone]));
      await nadia.write((db) => db.raw("select api.answer_check(?, 'pin', ?)", [caller?.customerId ?? 0, pin]));
      const state = await nadia.read((db) => row<{ state: { level: number } }>(db, 'select api.case_state(?) as state', [caller?.customerId ?? 0]));
      expect(state?.state.level, key).toBe(2);
    }
    expect(hits.get('late')).toEqual(expect.arrayContaining(['Grant Abernathy', 'Harriet Abernathy']));
    expect([...hits].filter(([key, names]) => key !== 'late' && names.length !== 1)).toEqual([]);
  });

  it('starts at its own moment, and later never before what was done in it', async () => {
    const now = async () => Date.parse((await row<{ now: string }>(demo.owner, 'select care.now() as now'))?.now ?? '');
    await demo.owner.raw("update care.settings set clock_offset = clock_offset + interval '3 hours'");
    await demo.as('nadia.okafor').write((db) => db.raw('select api.signed_in()'));
    await startDemoClock(demo.owner);
    const threeHoursOn = Date.parse('2026-11-18T21:42:00Z');
    expect(Math.abs((await now()) - threeHoursOn)).toBeLessThan(120_000);
  });

  it('is built only once in a database', async () => {
    await expect(buildDemo(demo.owner, { scale: 0 })).rejects.toThrow('This database has an operator already.');
  });
});
