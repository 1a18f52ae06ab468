import { createHash } from 'node:crypto';
import type { Catalog } from '../../src/contract/catalog.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import type { FreshDatabase, StaffRole } from './fresh-database.ts';

/** The moment the small world begins at: the morning of 22 November 2026 in Seattle. */
export const WORLD_NOW = '2026-11-22T18:00:00.000Z';
export const WORLD_TODAY = '2026-11-22';

/** Short names of staff; `world.db.login` makes the login of one. */
export const people: Readonly<Record<string, StaffRole>> = {
  anna: 'agent', adam: 'agent', susan: 'supervisor', olga: 'operator', aldo: 'auditor', ulla: 'useradmin', worker: 'worker',
};

export type WorldCustomer = {
  readonly customerId: number; readonly number: string; readonly name: string; readonly accountId: number; readonly serviceId: number; readonly productId: number; readonly pin: string; readonly birthDate: string;
  readonly phone: string; readonly email: string; readonly address: string;
  /** Usage of October and of November; October's is on Ada's bill. */
  readonly october: ReadonlyArray<number>; readonly november: ReadonlyArray<number>;
};

/** One event on a draft. */
export type WorldEvent = { readonly usageId: number; readonly micros: number; readonly amount: number; readonly trace: object };
type Line = Record<string, unknown> & { readonly amount: number; readonly tax: number; readonly events: ReadonlyArray<WorldEvent> };
/** A draft as `api.issue_bill` takes it. */
export type WorldDraft = Record<string, unknown> & { readonly accountId: number; readonly lines: ReadonlyArray<Line>; readonly charges: number; readonly tax: number; readonly total: number };

export type SmallWorld = {
  readonly db: FreshDatabase;
  readonly catalogId: number;
  readonly ada: WorldCustomer;
  readonly ben: WorldCustomer;
  /** Ada's bill of 1 November over 33.48, of which 10.00 are paid. */
  readonly billId: number; readonly billNumber: string; readonly planLineId: number; readonly usageLineId: number;
  /** A payment of 50.00, 10.00 of it allocated to the bill. */
  readonly paymentId: number;
  readonly methodId: number;
};

/** What a call costs: 22.5 cents, so that two of them show rounding. */
export const CALL_MICROS = 22_500_000;
const PLAN = 2999;

export const worldCatalog: Catalog = {
  name: 'Small catalog', currency: 'USD', zone: 'America/Los_Angeles',
  zones: [{ code: 'us', label: 'United States', prefixes: ['1'] }], bands: [],
  taxes: [{ code: 'state', label: 'State tax', jurisdiction: 'WA', versions: [{ version: 't1', from: '2020-01-01', price: 100_000 }] }],
  offers: [{
    code: 'talk', label: 'Talk', kind: 'plan', service: 'mobile', percentOff: [], activation: [], allowances: [],
    recurring: [{ code: 'talk.monthly', label: 'Talk', timing: 'advance', prorated: true, category: 'plan', tax: 'state', versions: [{ version: 'v1', from: '2020-01-01', price: PLAN }] }],
    usage: [{ code: 'talk.voice', label: 'Calls', usage: 'voice', tax: 'state', versions: [{ version: 'v1', from: '2020-01-01', price: { kind: 'flat', price: CALL_MICROS } }] }],
  }],
  dueDays: 21,
};

/** Adds a customer with contacts, secrets, account, service, product and four calls, as the worker. */
export async function addCustomer(db: FreshDatabase, name: string, n: number): Promise<WorldCustomer> {
  const number = String(1_000_000 + n);
  const phone = `1206555${String(n).padStart(4, '0')}`;
  const [given = '', family = ''] = name.split(' ');
  const email = `${given}.${family}@example.com`.toLowerCase();
  const address = `${n} Pine Street, Seattle`;
  const pin = String(4700 + (n % 1000)).padStart(4, '0');
  const birthDate = '1984-03-09';
  return db.as('worker').write(async (trx) => {
    const one = async (sql: string, bindings: ReadonlyArray<unknown>) => (await row<{ id: number }>(trx, sql, bindings))!.id;
    const customerId = await one("insert into care.customers (number, segment, name, given_name, family_name, city, state, since) values (?, 'private', ?, ?, ?, 'Seattle', 'WA', '2024-05-01') returning id", [number, name, given, family]);
    await rows(trx, "insert into care.contacts (customer_id, kind, label, value, normal, preferred) values (?, 'phone', 'mobile', ?, ?, true), (?, 'email', 'private', ?, ?, true), (?, 'address', 'home', ?, ?, true)",
      [customerId, `+${phone}`, phone, customerId, email, email, customerId, address, address.toLowerCase()]);
    const salt = `salt-${n}`;
    await rows(trx, 'insert into vault.caller_secrets (customer_id, salt, pin_hash, birth_date) values (?, ?, ?, ?)', [customerId, salt, createHash('sha256').update(salt + pin).digest('hex'), birthDate]);
    const accountId = await one("insert into bill.accounts (customer_id, number, currency, zone, cycle_day, opened) values (?, ?, 'USD', 'America/Los_Angeles', 1, '2024-05-01') returning id", [customerId, `88${number}`]);
    const serviceId = await one("insert into care.services (customer_id, account_id, kind, reference, started) values (?, ?, 'mobile', ?, '2024-05-01') returning id", [customerId, accountId, phone]);
    const productId = await one("insert into care.products (customer_id, account_id, service_id, offer, from_day) values (?, ?, ?, 'talk', '2024-05-01') returning id", [customerId, accountId, serviceId]);
    const calls: number[] = [];
    for (const [at, start] of ['2026-10-05T19:00:00Z', '2026-10-06T19:00:00Z', '2026-11-05T19:00:00Z', '2026-11-06T19:00:00Z'].entries()) {
      calls.push(await one("insert into bill.usage (key, service_id, account_id, customer_id, kind, started_at, units, destination) values (?, ?, ?, ?, 'voice', ?, 60, '13605550199') returning id", [`${number}-${at}`, serviceId, accountId, customerId, start]));
    }
    return { customerId, number, name, accountId, serviceId, productId, pin, birthDate, phone, email, address, october: calls.slice(0, 2), november: calls.slice(2) };
  });
}

const event = (usageId: number, amount: number): WorldEvent => ({ usageId, micros: CALL_MICROS, amount, trace: {} });
const usageTrace = { kind: 'usage', events: 2, freeUnits: 0, chargedUnits: 2, micros: 2 * CALL_MICROS };

/** Two calls as one line: 45 cents with 4 cents of tax. */
export function usageLineOf(customer: WorldCustomer, calls: ReadonlyArray<number>, period: { from: string; to: string }): Line {
  return { serviceId: customer.serviceId, productId: customer.productId, offer: 'talk', charge: 'talk.voice', version: 'v1', part: period.from, label: 'Calls', category: 'usage', period, units: 2, unit: 'piece', amount: 45, taxCode: 'state', tax: 4, trace: usageTrace, events: [event(calls[0]!, 23), event(calls[1]!, 22)] };
}

/** A draft that sums: the lines, one tax over them, and the header. */
export function draftFrom(world: Pick<SmallWorld, 'catalogId'>, customer: WorldCustomer, lines: ReadonlyArray<Line>, header: Record<string, unknown>): WorldDraft {
  const charges = lines.reduce((sum, line) => sum + line.amount, 0);
  const tax = lines.reduce((sum, line) => sum + line.tax, 0);
  const taxes = tax === 0 ? [] : [{ code: 'state', label: 'State tax', jurisdiction: 'WA', version: 't1', rate: 100_000, base: charges, amount: tax }];
  return { accountId: customer.accountId, currency: 'USD', catalogId: world.catalogId, engine: 'test', usageHash: 'none', lines, taxes, charges, tax, total: charges + tax, ...header };
}

/** The bill of a cycle: the plan for the month that begins and the calls of the one that ended. 33.48 in all. */
export function cycleDraft(world: Pick<SmallWorld, 'catalogId'>, customer: WorldCustomer): WorldDraft {
  const period = { from: '2026-10-01', to: '2026-11-01' };
  const ahead = { from: '2026-11-01', to: '2026-12-01' };
  const plan: Line = { serviceId: customer.serviceId, productId: customer.productId, offer: 'talk', charge: 'talk.monthly', version: 'v1', part: ahead.from, label: 'Talk', category: 'plan', period: ahead, units: null, unit: null, amount: PLAN, taxCode: 'state', tax: 300, trace: { kind: 'recurring', price: PLAN, days: 30, ofDays: 30, refund: false }, events: [] };
  return draftFrom(world, customer, [plan, usageLineOf(customer, customer.october, period)], { category: 'normal', billDay: '2026-11-01', dueDay: '2026-11-22', period });
}

/** A bill at the desk today: the calls of November. 0.49 in all. */
export function deskDraft(world: Pick<SmallWorld, 'catalogId'>, customer: WorldCustomer): WorldDraft {
  const period = { from: '2026-11-01', to: WORLD_TODAY };
  return draftFrom(world, customer, [usageLineOf(customer, customer.november, period)], { category: 'interim', billDay: WORLD_TODAY, dueDay: '2026-12-13', period });
}

/** Issues a draft as that person. */
export async function issue(db: FreshDatabase, person: string, draft: WorldDraft): Promise<{ billId: number; number: string }> {
  return db.as(person).write(async (trx) => (await row<{ made: { billId: number; number: string } }>(trx, 'select api.issue_bill(?::jsonb) as made', [JSON.stringify(draft)]))!.made);
}

/** Calls one function as that person in a transaction of its own. */
export async function call<T>(db: FreshDatabase, person: string, sql: string, bindings: ReadonlyArray<unknown> = []): Promise<T> {
  return db.as(person).write(async (trx) => (await row<{ value: T }>(trx, `select ${sql} as value`, bindings))!.value);
}

/** Rows as that person reads them, on their reading connection. */
export async function seen<T = Record<string, unknown>>(db: FreshDatabase, person: string, sql: string, bindings: ReadonlyArray<unknown> = []): Promise<T[]> {
  return db.as(person).read((trx) => rows<T>(trx, sql, bindings));
}

/** One of each role of staff, two customers, Ada with a bill, a payment and a card. */
export async function smallWorld(db: FreshDatabase): Promise<SmallWorld> {
  await db.owner.raw("insert into care.settings (operator, currency, zone, search_key, clock_offset) values ('Small Telecom', 'USD', 'America/Los_Angeles', 'key-of-the-small-world', ?::timestamptz - transaction_timestamp())", [WORLD_NOW]);
  await db.owner.raw("insert into care.wrap_up_codes (code, label, grp, position) values ('bill.question', 'Question about a bill', 'Bills', 1)");
  for (const [name, role] of Object.entries(people)) await db.addPerson(name, role);
  const catalogId = await db.as('worker').write(async (trx) => (await row<{ id: number }>(trx, "insert into bill.catalogs (name, body, hash) values ('Small catalog', ?::jsonb, 'small') returning id", [JSON.stringify(worldCatalog)]))!.id);
  const ada = await addCustomer(db, 'Ada Lovelace', 11);
  const ben = await addCustomer(db, 'Ben Bitdiddle', 15);
  const { billId, number: billNumber } = await issue(db, 'worker', cycleDraft({ catalogId }, ada));
  const [plan, usage] = await rows<{ id: number }>(db.owner, 'select id from bill.lines where bill_id = ? order by position', [billId]);
  const methodId = await db.as('worker').write(async (trx) => {
    const made = (await row<{ id: number }>(trx, "insert into pay.methods (customer_id, account_id, kind, brand, last4, expires, autopay) values (?, ?, 'card', 'Visa', '4242', '2028-01-01', false) returning id", [ada.customerId, ada.accountId]))!.id;
    await rows(trx, "insert into vault.tokens (method_id, token) values (?, 'tok_secret_of_the_gateway')", [made]);
    return made;
  });
  const paymentId = await call<number>(db, 'worker', 'api.record_payment(?::jsonb)', [JSON.stringify({ accountId: ada.accountId, amount: 5000, methodId, method: 'Visa 4242', origin: 'manual', state: 'captured', failure: null, receivedAt: '2026-11-10T18:00:00Z', reference: null, key: 'payment-1' })]);
  await call(db, 'worker', 'api.allocate(?, ?::jsonb)', [paymentId, JSON.stringify([{ billId, amount: 1000 }])]);
  return { db, catalogId, ada, ben, billId, billNumber, planLineId: plan!.id, usageLineId: usage!.id, paymentId, methodId };
}

/** Opens a customer as that person; for level 2 as a call from the number on file with the PIN, each step committed. */
export async function openAt(world: SmallWorld, person: string, customer: WorldCustomer, level: 0 | 1 | 2): Promise<void> {
  const { db } = world;
  const callId = `call-${person}-${customer.customerId}-${level}`;
  await call(db, person, 'api.open_case(?, ?, ?, ?)', level === 0 ? [customer.customerId, 'search', null, null] : [customer.customerId, 'call', callId, `+${customer.phone}`]);
  if (level === 2) await call(db, person, 'api.answer_check(?, ?, ?)', [customer.customerId, 'pin', customer.pin]);
}
