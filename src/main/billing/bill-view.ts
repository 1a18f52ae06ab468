import type { BilledService, BillLine } from '../../contract/bill.ts';
import type { BillView, LineView } from '../../contract/billing.ts';
import type { Catalog } from '../../contract/catalog.ts';
import { addDays, type Day, dayOf, daysBetween, monthName } from '../../contract/dates.ts';
import { formatMinor } from '../../contract/money.ts';
import { BillId } from '../../contract/ids.ts';
import { shownLine } from '../../contract/phone.ts';
import { catalogInForce } from '../catalog/catalog-in-force.ts';
import { type ReadableDb, row, rows } from '../platform/database.ts';
import type { BillingInputs } from './billing-inputs.ts';
import { storedBill, type StoredBill, type StoredLine } from './bill-store.ts';
import { billState } from './domain/bill-state.ts';
import type { ExplainedBill } from './domain/explained-bill.ts';
import type { Unbilled } from './unbilled.ts';
import { workingOf } from './working.ts';

type Named = BilledService & { readonly customer: string | null };
const kinds = { fibre: 'Fibre', mobile: 'Mobile', phone: 'Home phone', tv: 'TV' } as const;

/** "November", or "November 2025" where the month alone could be mistaken. A bill between two cycles says its day, and so does a credit note. */
export function billLabel(bill: { readonly billDay: Day; readonly category: string }, today: Day): string {
  const year = Math.abs(daysBetween(bill.billDay, today)) > 330 ? ` ${bill.billDay.slice(0, 4)}` : '';
  const day = bill.category === 'interim' || bill.category === 'creditNote' ? `${Number(bill.billDay.slice(8))} ` : '';
  return `${day}${monthName(bill.billDay)}${year}`;
}

/** Names of the services on lines: the plan on the lines themselves, for the newest period, else the plan held. */
export async function billedServices(db: ReadableDb, catalog: Catalog, lines: ReadonlyArray<BillLine>): Promise<Named[]> {
  const ids = [...new Set(lines.flatMap((line) => (line.serviceId === null ? [] : [line.serviceId])))];
  const found = await rows<{ serviceId: number; kind: BilledService['kind']; reference: string; customer: string | null; plans: ReadonlyArray<string> }>(db, `select s.id as "serviceId", s.kind, s.reference,
      (select k.name from care.customers k where k.id = s.customer_id) as customer, array(select p.offer from care.products p where p.service_id = s.id order by p.from_day desc, p.id desc) as plans from care.services s where s.id = any(?) order by s.id`, [ids]);
  const planLabel = (code: string) => catalog.offers.find((offer) => offer.code === code && offer.kind === 'plan')?.label;
  return found.map(({ plans, ...service }) => {
    const billed = lines.filter((line) => line.serviceId === service.serviceId && line.category === 'plan' && line.amount >= 0 && line.offer).sort((a, b) => (a.period.to < b.period.to ? 1 : -1))[0];
    const label = (billed?.offer && planLabel(billed.offer)) || plans.map(planLabel).find(Boolean) || kinds[service.kind];
    return { ...service, label, reference: shownLine(service.reference) };
  });
}

/** What a charge cost on another bill, by service and charge code. */
function amountsByCharge(lines: ReadonlyArray<BillLine>): Map<string, number> {
  const amounts = new Map<string, number>();
  for (const line of lines) amounts.set(`${line.serviceId}|${line.charge}`, (amounts.get(`${line.serviceId}|${line.charge}`) ?? 0) + line.amount - line.included);
  return amounts;
}

function lineViews(lines: ReadonlyArray<StoredLine>, before: ReadonlyArray<BillLine> | null, disputes: StoredBill['disputes'], catalog: Catalog): LineView[] {
  const left = before && amountsByCharge(before);
  return lines.map(({ eventsCount, part, productId: _productId, included, ...gross }) => {
    // The tax that is in a price is shown with the taxes, so that charges and taxes sum to the bill.
    const line = { ...gross, amount: gross.amount - included };
    const key = `${line.serviceId}|${line.charge}`;
    // The first line of a charge carries the whole change against the bill before; the others are new beside it.
    const change = left ? line.amount - (left.get(key) ?? 0) : null;
    left?.delete(key);
    const own = disputes.filter((dispute) => dispute.lineId === line.lineId);
    return { ...line, events: eventsCount, disputed: own.reduce((sum, dispute) => sum + dispute.amount, 0), dispute: own[0]?.number ?? null, working: `${workingOf({ ...gross, included, part, productId: null }, eventsCount, catalog)}${included === 0 ? '' : `, ${formatMinor(included, catalog.currency)} of it tax`}`, change };
  });
}

function servicesBefore(before: StoredBill | null): BillView['previousServices'] {
  const sums = new Map<number | null, number>();
  for (const line of before?.lines ?? []) sums.set(line.serviceId, (sums.get(line.serviceId) ?? 0) + line.amount + line.tax - line.included);
  return [...sums].map(([serviceId, total]) => ({ serviceId, total }));
}

/** An issued bill as the screen shows it. */
export async function issuedBillView(db: ReadableDb, customerId: number, billId: number): Promise<BillView> {
  const bill = await storedBill(db, customerId, billId);
  const { catalog } = await catalogInForce(db, bill.currency);
  const before = bill.previousId === null ? null : await storedBill(db, customerId, bill.previousId);
  const day = await row<{ today: Day }>(db, 'select care.today() as today');
  const today = day?.today ?? bill.billDay;
  const own = await row<{ name: string }>(db, 'select k.name from care.customers k where k.id = ?', [customerId]);
  const services = await billedServices(db, catalog, bill.lines);
  return {
    billId: BillId.parse(bill.billId), number: bill.number, label: billLabel(bill, today), category: bill.category, billDay: bill.billDay, dueDay: bill.dueDay, period: bill.period, currency: bill.currency, charges: bill.charges, tax: bill.tax, total: bill.total,
    allocated: bill.allocated, disputed: bill.disputed, open: bill.open, state: billState(bill, today), previousId: before && BillId.parse(before.billId), previousTotal: before?.total ?? null, previousServices: servicesBefore(before),
    services: services.map((service) => ({ ...service, customer: service.customer === own?.name ? null : service.customer })), lines: lineViews(bill.lines, before?.lines ?? null, bill.disputes, catalog), taxes: bill.taxes,
    payments: bill.payments.map((payment) => ({ day: dayOf(payment.at, catalog.zone), label: payment.label, amount: payment.amount })),
  };
}

/** Lines of a draft with ids of their own: negative, so that they are never taken for an issued one. */
export function draftLines({ drafted, inputs }: Pick<Unbilled, 'drafted'> & { inputs: Pick<BillingInputs, 'customerId'> }): StoredLine[] {
  return drafted.draft.lines.map(({ events, ...line }, index) => ({ ...line, lineId: -(index + 1), customerId: inputs.customerId, eventsCount: events.length }));
}

/** The bill in progress, or the preview of a bill now, in the same shape as an issued one. */
export async function draftBillView(db: ReadableDb, { drafted, inputs, inForce }: Pick<Unbilled, 'drafted' | 'inputs' | 'inForce'>, label: string): Promise<BillView> {
  const { draft } = drafted;
  const newest = await row<{ id: number }>(db, "select b.id from bill.bills b where b.account_id = ? and b.category = 'normal' order by b.bill_day desc, b.id desc limit 1", [inputs.accountId]);
  const before = newest ? await storedBill(db, inputs.customerId, newest.id) : null;
  const lines = draftLines({ drafted, inputs });
  const services = (await billedServices(db, inForce.catalog, draft.lines)).map((service) => ({ ...service, customer: inputs.services.find((candidate) => candidate.serviceId === service.serviceId)?.customer ?? null }));
  return {
    billId: null, number: null, label, category: 'unbilled', billDay: draft.billDay, dueDay: addDays(draft.billDay, inForce.catalog.dueDays), period: draft.period, currency: draft.currency, charges: draft.charges, tax: draft.tax, total: draft.total, allocated: 0, disputed: 0, open: draft.total, state: 'estimate',
    previousId: before && BillId.parse(before.billId), previousTotal: before?.total ?? null, previousServices: servicesBefore(before), services, lines: lineViews(lines, before?.lines ?? null, [], inForce.catalog), taxes: draft.taxes, payments: [],
  };
}

/** A bill as compare and explain read it. */
export function explained(bill: Pick<StoredBill, 'total' | 'billDay' | 'period' | 'lines' | 'taxes'>, label: string): ExplainedBill {
  return { label, total: bill.total, billDay: bill.billDay, period: bill.period, lines: bill.lines, taxes: bill.taxes };
}
