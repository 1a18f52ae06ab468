import type { Knex } from 'knex';
import { addDays, type Day, type Instant } from '../../contract/dates.ts';
import { runBills } from '../billing/bill-run.ts';
import { agendaOf } from './agenda.ts';
import { atMoment } from './at-moment.ts';
import { demoCatalog } from './catalog.ts';
import { billDays, DEMO_NOW, DEMO_TODAY, localInstant } from './demo-time.ts';
import { importUsage } from './import-usage.ts';
import type { Placed } from './insert-customers.ts';
import { type DisputeTask, openDispute } from './open-disputes.ts';
import { changeProducts, productTasks, type ProductTask } from './product-days.ts';
import { type PaymentTask, paymentTasks, takePayments } from './take-payments.ts';

type BillTask = { readonly kind: 'bills'; readonly at: Instant; readonly day: Day; readonly previous: Day | null; readonly customers: ReadonlyArray<Placed> };
type Task = BillTask | PaymentTask | DisputeTask | ProductTask;

/** How far the walk is, by the bills that are made. */
export type WalkProgress = (progress: { readonly done: number; readonly total: number; readonly day: Day }) => void;

const ACCOUNTS_A_RUN = 100;
/** Runs after which the planner is told how tables have grown. */
const ANALYZE_AFTER: ReadonlyArray<number> = [2, 10, 30, 60];
const RUNS_WHILE_SMALL = 10;
/** A bill has few lines, which the planner can't know of a JSON document: once tables have grown, each row is best found by its index. */
const BY_INDEX = 'set local enable_hashjoin = off; set local enable_mergejoin = off';
const [IMPORT_AT, BILLS_AT] = ['05:30', '06:00'];

function chunks<T>(list: ReadonlyArray<T>, size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
}

/** The bill days of everybody, each with those who have that cycle day. */
function billTasks(customers: ReadonlyArray<Placed>): BillTask[] {
  const cycles = new Map<number, Placed[]>();
  for (const customer of customers) cycles.set(customer.plan.cycleDay, [...(cycles.get(customer.plan.cycleDay) ?? []), customer]);
  return [...cycles].flatMap(([cycleDay, members]) => billDays(cycleDay).map((day, index, days): BillTask => ({
    kind: 'bills', at: localInstant(day, BILLS_AT), day, previous: days[index - 1] ?? null, customers: members.filter(({ opened }) => opened < day),
  })));
}

/** Where the usage of a bill begins for a customer. */
const usageFrom = (customer: Placed, previous: Day) => (customer.opened > previous ? customer.opened : previous);

async function importFor(owner: Knex, day: Day, customers: ReadonlyArray<{ readonly customer: Placed; readonly from: Day }>): Promise<void> {
  const groups = chunks(customers, ACCOUNTS_A_RUN);
  for (const [index, group] of groups.entries()) {
    const name = `usage-${day}${groups.length > 1 ? `-${index + 1}` : ''}.csv`;
    await atMoment(owner, localInstant(day, IMPORT_AT), (db) => importUsage(db, name, group.map(({ customer, from }) => ({ customer, period: { from, to: day } }))));
  }
}

/** Imports the usage of the past cycle, makes the bills of the day, and says what will be paid for them. */
async function makeBills(owner: Knex, { at, day, previous, customers }: BillTask, indexed: boolean): Promise<PaymentTask[]> {
  if (previous !== null) await importFor(owner, day, customers.map((customer) => ({ customer, from: usageFrom(customer, previous) })));
  const byAccount = new Map(customers.map((customer) => [customer.accountId, customer]));
  const payers = customers.filter(({ plan }) => plan.payer === undefined).map(({ accountId }) => accountId);
  const payments: PaymentTask[] = [];
  for (const accountIds of chunks(payers, ACCOUNTS_A_RUN)) {
    const bills = await atMoment(owner, at, async (db) => {
      if (indexed) await db.raw(BY_INDEX);
      return runBills(db, { day, accountIds });
    });
    for (const { accountId, billId, number } of bills) {
      const customer = byAccount.get(accountId);
      if (customer) payments.push(...paymentTasks(customer, { billId, number, billDay: day, dueDay: addDays(day, demoCatalog.dueDays) }));
    }
  }
  return payments;
}

/** Lets the demo's months pass: orders, usage, bills, payments and disputes, each at its moment and in order of time. */
export async function walkTime(owner: Knex, customers: ReadonlyArray<Placed>, first: Instant, onProgress: WalkProgress): Promise<void> {
  const agenda = agendaOf<Task>();
  const runs = billTasks(customers);
  agenda.add(customers.flatMap((customer) => productTasks(customer, first)));
  agenda.add(runs);
  agenda.add(customers.flatMap((customer) => (customer.plan.disputes ?? []).map((plan): DisputeTask => ({ kind: 'dispute', at: plan.at, customer, plan }))));
  let done = 0;
  for (let step = agenda.next(DEMO_NOW); step; step = agenda.next(DEMO_NOW)) {
    const { at, tasks } = step;
    const products = tasks.filter((task) => task.kind === 'product');
    const payments = tasks.filter((task) => task.kind === 'payment');
    if (products.length > 0) await atMoment(owner, at, (db) => changeProducts(db, products));
    if (payments.length > 0) await atMoment(owner, at, (db) => takePayments(db, payments));
    for (const task of tasks) {
      if (task.kind === 'dispute') await atMoment(owner, at, (db) => openDispute(db, task));
      if (task.kind !== 'bills') continue;
      agenda.add(await makeBills(owner, task, done >= RUNS_WHILE_SMALL));
      done += 1;
      // The embedded engine gathers no statistics by itself, and without them its plans for growing tables go wrong.
      if (ANALYZE_AFTER.includes(done)) await owner.raw('analyze');
      onProgress({ done, total: runs.length, day: task.day });
    }
  }
  const open = customers.map((customer) => ({ customer, from: usageFrom(customer, billDays(customer.plan.cycleDay).at(-1) ?? customer.opened) }));
  await importFor(owner, DEMO_TODAY, open);
}
