import type { BillState } from '../../contract/bill-state.ts';
import type { BillPoint, Contact, CustomerOverview, Marker, OpenItem, PaymentMethod, Related, Segment, ServiceRow, TimelineItem } from '../../contract/customers.ts';
import { billingPeriod, monthlyOn } from '../../contract/cycles.ts';
import { type Day, dayOf, formatDay, type Instant } from '../../contract/dates.ts';
import { Refusal } from '../../contract/errors.ts';
import { AccountId, CustomerId } from '../../contract/ids.ts';
import { formatMinor } from '../../contract/money.ts';
import { shownLine } from '../../contract/phone.ts';
import type { Level } from '../../contract/procedure.ts';
import { type BillingInputs, inputsOf, type RawInputs } from '../billing/billing-inputs.ts';
import { draftOf, rateUsage } from '../billing/draft-of.ts';
import { type CatalogInForce, catalogInForce, knownCatalog } from '../catalog/catalog-in-force.ts';
import { instantOf } from '../platform/clock.ts';
import { type ReadableDb } from '../platform/database.ts';
import { billState } from '../billing/domain/bill-state.ts';
import { type OpenBill, type StandingFacts, standingOf } from './domain/standing.ts';
import { whatNext } from './domain/what-next.ts';
import { overviewStatement } from './overview-statement.ts';
import { type NoticedCrossing, servicesInUse } from './services-in-use.ts';

type Payment = { id: number; number: string; at: Instant; amount: number; allocated: number; state: string; origin: string; method: string; failure: string | null };
type Dispute = { id: number; number: string; amount: number; state: string; reason: string; at: Instant; label: string | null };
type Gathered = {
  level: Level; today: Day; address: string | null;
  customer: { id: number; number: string; name: string; segment: Segment; tier: string | null; active: boolean; city: string; state: string; since: Day; language: string } | null;
  account: { id: number; number: string; currency: string; cycle_day: number; zone: string } | null;
  bills: ReadonlyArray<Omit<BillPoint, 'state'> & { allocated: number; settledOn: Day | null }>;
  openBills: ReadonlyArray<OpenBill>; facts: StandingFacts | null; payments: ReadonlyArray<Payment>; unallocated: ReadonlyArray<{ id: number; number: string; at: Instant; amount: number; method: string }>; disputes: ReadonlyArray<Dispute>;
  methods: ReadonlyArray<{ id: number; kind: 'card' | 'bank'; brand: string; last4: string; expires: Day | null; autopay: boolean }>;
  contacts: ReadonlyArray<Contact>; followUps: ReadonlyArray<{ id: number; title: string; at: Instant }>; crossings: ReadonlyArray<NoticedCrossing>; calls: ReadonlyArray<{ at: Instant; label: string }>; related: ReadonlyArray<Related> | null; timeline: ReadonlyArray<TimelineItem>;
};

/**
 * Everything about one customer that the person may see now. One round trip: the statement is prepared once per
 * connection. Usage is rated here, from what the statement brought along. Refuses a customer without an open case.
 */
export async function customerOverview(db: ReadableDb, customerId: number): Promise<CustomerOverview> {
  const answer: { rows: Array<{ overview: string; inputs: string | null; catalog: string | null }> } = await db.raw(overviewStatement, [customerId, customerId]).options({ name: 'customer-overview' });
  const found = answer.rows[0];
  const gathered = found ? (JSON.parse(found.overview) as Gathered) : null;
  if (!gathered?.customer || !gathered.account) throw new Refusal('FORBIDDEN', 'Open the customer first.');
  const inForce = (found?.catalog && knownCatalog(JSON.parse(found.catalog) as { catalogId: number; hash: string })) || (await catalogInForce(db, gathered.account.currency));
  return assembled(inForce, { ...gathered, customer: gathered.customer, account: gathered.account }, found?.inputs ? inputsOf(JSON.parse(found.inputs) as RawInputs) : null);
}

type Known = Gathered & { customer: NonNullable<Gathered['customer']>; account: NonNullable<Gathered['account']> };

function assembled(inForce: CatalogInForce, g: Known, inputs: BillingInputs | null): CustomerOverview {
  const { level, today, customer, account } = g;
  const currency = account.currency;
  const bills = g.bills.map((bill): BillPoint => ({ ...bill, state: billState(bill, today) as BillState }));
  const openDispute = g.disputes.find((dispute) => dispute.state === 'open' || dispute.state === 'underReview');
  const nextBillDay = billingPeriod(today, inputs?.cycles ?? monthlyOn(account.cycle_day)).to;
  // Usage is rated once, for the sum that is not billed yet and for the allowances.
  const drafted = inputs && inputs.payerId === null ? draftOf(inForce, inputs, { billDay: nextBillDay, usageBefore: '9999', scope: { kinds: ['usage'] } }) : null;
  const unbilled = { usage: drafted?.draft.charges ?? 0, since: drafted && inputs ? (inputs.billedTo ?? inputs.opened) : null };
  const standing = g.facts ? standingOf(g.openBills, currency, g.facts, unbilled, openDispute?.number ?? null, today) : null;
  const services = inputs ? servicesInUse(inForce, inputs, drafted ?? rateUsage(inForce, inputs, inputs.usage, nextBillDay), g.crossings, today) : null;
  const openItems = level >= 1 ? openItemsOf(g, inForce.catalog, services ?? []) : null;
  const payer = g.related?.find((other) => other.role === 'payer') ?? null;
  const suggestions = whatNext({ level, standing, bills, services: services ?? [], openItems: openItems ?? [], payer: payer?.name ?? null, currency, today });
  return {
    customerId: CustomerId.parse(customer.id), accountId: AccountId.parse(account.id), number: customer.number, name: customer.name, segment: customer.segment, tier: customer.tier, active: customer.active, city: customer.city, state: customer.state, since: customer.since, language: customer.language,
    currency, cycleDay: account.cycle_day, level, address: g.address, accountNumber: account.number, nextBillDay, standing, services, openItems, suggestions,
    bills: level >= 1 ? bills : null, markers: level >= 1 ? markersOf(g, inForce.catalog.zone) : null,
    methods: level >= 2 ? g.methods.map((method) => methodOf(method, today)) : null,
    // One's own notes are readable as one's own work, but below level 1 they say nothing of the customer here.
    timeline: level >= 1 ? g.timeline.map((item) => timelineItem(item, currency)) : [], related: g.related ?? [], contacts: g.contacts,
  };
}

/** The detail of a bill, payment or dispute ends in "|amount", which only here is known in its currency; people's words may hold the sign too. */
export function timelineItem(item: TimelineItem, currency: string): TimelineItem {
  const found = item.group === 'money' && item.kind !== 'change' ? /^(.*)\|(-?\d+)$/s.exec(item.detail) : null;
  // JSON of the database writes moments in its own way; a page of the timeline goes on from one of ours.
  const at = instantOf(Date.parse(item.at));
  if (item.kind === 'allowance') return { ...item, at, detail: shownLine(item.detail) };
  return found ? { ...item, at, title: `${item.title}, ${formatMinor(Number(found[2]), currency)}`, detail: found[1] ?? '' } : { ...item, at };
}

function openItemsOf(g: Known, { zone }: CatalogInForce['catalog'], services: ReadonlyArray<ServiceRow>): OpenItem[] {
  const { currency } = g.account;
  const disputes = g.disputes.filter((dispute) => dispute.state === 'open' || dispute.state === 'underReview').map((dispute): OpenItem => ({ kind: 'dispute', title: `${dispute.label ?? dispute.reason} ${formatMinor(dispute.amount, currency)}`, detail: `Dispute ${dispute.number}`, state: 'In review', tone: 'disp', objectId: dispute.id }));
  const newest = g.payments[0];
  const failed = g.payments.find((payment) => payment.origin === 'automatic');
  const failures = failed?.state === 'failed' && g.openBills.length > 0 ? [{ kind: 'failedPayment' as const, title: `Autopay failed, ${formatMinor(failed.amount, currency)}`, detail: failed.method, state: newest === failed ? 'Not paid' : 'Paid by hand since', tone: 'neg' as const, objectId: failed.id }] : [];
  const unallocated = g.openBills.length === 0 ? [] : g.unallocated.map((payment): OpenItem => ({ kind: 'unallocated', title: `${formatMinor(payment.amount, currency)} not allocated`, detail: `Payment ${payment.number}, ${payment.method}`, state: 'On account', tone: 'warn', objectId: payment.id }));
  const followUps = g.followUps.map((followUp): OpenItem => ({ kind: 'followUp', title: followUp.title, detail: 'Follow-up of yours', state: 'To do', tone: 'info', objectId: followUp.id }));
  const usedUp = g.crossings.filter(({ percent, toldAt }) => percent === 100 && toldAt === null).map((crossing): OpenItem => ({ kind: 'allowance', title: crossing.words, detail: `${services.find(({ serviceId }) => serviceId === crossing.serviceId)?.label ?? 'Shared by all services'}, ${formatDay(dayOf(crossing.crossedAt, zone), g.today)}`, state: 'To tell', tone: 'warn', objectId: crossing.crossingId }));
  return [...disputes, ...failures, ...unallocated, ...usedUp, ...followUps];
}

function markersOf(g: Known, zone: string): Marker[] {
  const payments = g.payments.map((payment): Marker => ({ kind: payment.state === 'failed' ? 'failedPayment' : 'payment', day: dayOf(payment.at, zone), label: payment.state === 'failed' ? 'Autopay failed' : `Payment by ${payment.method}`, amount: payment.amount }));
  const disputes = g.disputes.map((dispute): Marker => ({ kind: 'dispute', day: dayOf(dispute.at, zone), label: `Dispute ${dispute.number}`, amount: dispute.amount }));
  const calls = g.calls.map((call): Marker => ({ kind: 'contact', day: dayOf(call.at, zone), label: call.label, amount: null }));
  return [...payments, ...disputes, ...calls].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

function methodOf(method: Gathered['methods'][number], today: Day): PaymentMethod {
  const expired = method.expires !== null && method.expires < today;
  const expiry = method.expires ? `${method.expires.slice(5, 7)}/${method.expires.slice(2, 4)}` : null;
  return { id: method.id, kind: method.kind, label: `${method.brand} ending ${method.last4}`, detail: method.autopay ? 'Autopay' : 'On file', state: expired ? 'expired' : 'ready', expiry, autopay: method.autopay };
}
