import { randomSalt } from '../platform/ids.ts';
import { rows, type WritableDb } from '../platform/database.ts';
import { DEMO_CURRENCY } from './catalog.ts';
import { DEMO_ZONE, openedFor } from './demo-time.ts';
import type { ContactPlan, CustomerPlan, ServicePlan } from './plan.ts';

export type PlacedService = { readonly plan: ServicePlan; readonly serviceId: number };
/** A customer who is in the database now. */
export type Placed = { readonly plan: CustomerPlan; readonly customerId: number; readonly accountId: number; readonly opened: string; readonly services: ReadonlyArray<PlacedService>; readonly methodIds: ReadonlyArray<number> };

/** Inserts customers with everything but their products, a payer before the accounts it pays for. As the worker. */
export async function insertCustomers(db: WritableDb, plans: ReadonlyArray<CustomerPlan>): Promise<Placed[]> {
  const customers = await rows<{ id: number; number: string }>(db, `insert into care.customers (number, segment, tier, name, given_name, family_name, city, state, since, household)
    select x.number, x.segment, x.tier, x.name, x.given, x.family, x.city, 'WA', x.since, x.household from jsonb_to_recordset(?::jsonb) as x(number text, segment text, tier text, name text, given text, family text, city text, since date, household text) returning id, number`,
  [JSON.stringify(plans.map(({ number, segment, tier, name, given, family, city, since, household }) => ({ number, segment, tier, name, given, family, city, since, household })))]);
  const customerOf = new Map(customers.map(({ number, id }) => [number, id]));
  const idOf = (plan: CustomerPlan) => found(customerOf.get(plan.number), plan.number);
  const payers = await insertAccounts(db, plans.filter(({ payer }) => payer === undefined), idOf, new Map());
  const accountOf = new Map([...payers, ...(await insertAccounts(db, plans.filter(({ payer }) => payer !== undefined), idOf, payers))]);
  const accountIdOf = (plan: CustomerPlan) => found(accountOf.get(plan.number), plan.number);
  await insertContacts(db, plans, idOf);
  const serviceIds = await insertServices(db, plans, idOf, accountIdOf);
  const methodIds = await insertMethods(db, plans, idOf, accountIdOf);
  return plans.map((plan) => {
    const accountId = accountIdOf(plan);
    const services = plan.services.map((service) => ({ plan: service, serviceId: found(serviceIds.get(`${accountId} ${service.reference}`), service.reference) }));
    return { plan, customerId: idOf(plan), accountId, opened: plan.opened ?? openedFor(plan.cycleDay), services, methodIds: plan.methods.map(({ last4 }) => found(methodIds.get(`${accountId} ${last4}`), last4)) };
  });
}

function found(id: number | undefined, name: string): number {
  if (id === undefined) throw new Error(`${name} was not inserted.`);
  return id;
}

type IdOf = (plan: CustomerPlan) => number;

async function insertAccounts(db: WritableDb, plans: ReadonlyArray<CustomerPlan>, idOf: IdOf, payers: ReadonlyMap<string, number>): Promise<Map<string, number>> {
  const wanted = plans.map((plan) => ({ customer_id: idOf(plan), number: plan.number, cycle_day: plan.cycleDay, payer_id: plan.payer === undefined ? null : found(payers.get(plan.payer), plan.payer), opened: plan.opened ?? openedFor(plan.cycleDay), autopay: plan.autopay }));
  const made = await rows<{ id: number; number: string }>(db, `insert into bill.accounts (customer_id, number, currency, zone, cycle_day, payer_id, opened, autopay)
    select x.customer_id, x.number, ?, ?, x.cycle_day, x.payer_id, x.opened, x.autopay from jsonb_to_recordset(?::jsonb) as x(customer_id bigint, number text, cycle_day int, payer_id bigint, opened date, autopay text) returning id, number`, [DEMO_CURRENCY, DEMO_ZONE, JSON.stringify(wanted)]);
  return new Map(made.map(({ number, id }) => [number, id]));
}

/** What a contact is searched by: digits of E.164, small letters, "street, city". */
function normalOf({ kind, value }: ContactPlan, city: string): string {
  if (kind === 'phone') return `1${value.replaceAll(/\D/g, '')}`;
  return kind === 'email' ? value.toLowerCase() : `${value.split(',')[0] ?? ''}, ${city}`.toLowerCase();
}

async function insertContacts(db: WritableDb, plans: ReadonlyArray<CustomerPlan>, idOf: IdOf): Promise<void> {
  const contacts = plans.flatMap((plan) => plan.contacts.map((contact) => ({ customer_id: idOf(plan), kind: contact.kind, label: contact.label, value: contact.value, normal: normalOf(contact, plan.city), preferred: contact.preferred ?? false })));
  await db.raw('insert into care.contacts (customer_id, kind, label, value, normal, preferred) select x.* from jsonb_to_recordset(?::jsonb) as x(customer_id bigint, kind text, label text, value text, normal text, preferred boolean)', [JSON.stringify(contacts)]);
  const secrets = plans.map((plan) => ({ customer_id: idOf(plan), salt: randomSalt(8).toString('hex'), pin: plan.pin, birth_date: plan.birthDate }));
  await db.raw(`insert into vault.caller_secrets (customer_id, salt, pin_hash, birth_date) select x.customer_id, x.salt, encode(sha256(convert_to(x.salt || x.pin, 'UTF8')), 'hex'), x.birth_date from jsonb_to_recordset(?::jsonb) as x(customer_id bigint, salt text, pin text, birth_date date)`, [JSON.stringify(secrets)]);
}

async function insertServices(db: WritableDb, plans: ReadonlyArray<CustomerPlan>, idOf: IdOf, accountOf: IdOf): Promise<Map<string, number>> {
  const wanted = plans.flatMap((plan) => plan.services.map(({ kind, reference, user, started }) => ({ customer_id: idOf(plan), account_id: accountOf(plan), kind, reference, user_name: user, started })));
  const made = await rows<{ id: number; account_id: number; reference: string }>(db, `insert into care.services (customer_id, account_id, kind, reference, user_name, started)
    select x.* from jsonb_to_recordset(?::jsonb) as x(customer_id bigint, account_id bigint, kind text, reference text, user_name text, started date) returning id, account_id, reference`, [JSON.stringify(wanted)]);
  return new Map(made.map(({ id, account_id, reference }) => [`${account_id} ${reference}`, id]));
}

async function insertMethods(db: WritableDb, plans: ReadonlyArray<CustomerPlan>, idOf: IdOf, accountOf: IdOf): Promise<Map<string, number>> {
  const wanted = plans.flatMap((plan) => plan.methods.map(({ kind, brand, last4, expires, autopay }) => ({ customer_id: idOf(plan), account_id: accountOf(plan), kind, brand, last4, expires, autopay: autopay ?? false })));
  const made = await rows<{ id: number; account_id: number; last4: string }>(db, `insert into pay.methods (customer_id, account_id, kind, brand, last4, expires, autopay)
    select x.* from jsonb_to_recordset(?::jsonb) as x(customer_id bigint, account_id bigint, kind text, brand text, last4 text, expires date, autopay boolean) returning id, account_id, last4`, [JSON.stringify(wanted)]);
  return new Map(made.map(({ id, account_id, last4 }) => [`${account_id} ${last4}`, id]));
}
