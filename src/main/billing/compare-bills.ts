import type { BillChoice, CompareColumn, Comparison } from '../../contract/billing.ts';
import type { Day } from '../../contract/dates.ts';
import { Refusal } from '../../contract/errors.ts';
import { BillId } from '../../contract/ids.ts';
import { catalogInForce } from '../catalog/catalog-in-force.ts';
import { type ReadableDb, row } from '../platform/database.ts';
import { billedServices, billLabel, draftLines, explained } from './bill-view.ts';
import { storedBill } from './bill-store.ts';
import { compareBills } from './domain/compare.ts';
import { explainDifference } from './domain/explain.ts';
import type { ExplainedBill } from './domain/explained-bill.ts';
import { type Unbilled, unbilledOf } from './unbilled.ts';

type Side = { readonly column: CompareColumn; readonly bill: ExplainedBill; readonly currency: string };

async function sideOf(db: ReadableDb, customerId: number, choice: BillChoice, unbilled: Unbilled): Promise<Side> {
  const { drafted, inputs, nextBillDay, today } = unbilled;
  if (choice === 'unbilled') {
    const bill = explained({ ...drafted.draft, lines: draftLines({ drafted, inputs }) }, 'Not yet billed');
    return { bill, currency: inputs.currency, column: { key: 'unbilled', billId: null, label: 'Not yet billed', billDay: nextBillDay, total: bill.total } };
  }
  const stored = await storedBill(db, customerId, choice);
  const label = billLabel(stored, today);
  return { bill: explained(stored, label), currency: stored.currency, column: { key: String(stored.billId), billId: BillId.parse(stored.billId), label, billDay: stored.billDay, total: stored.total } };
}

/** Two to six bills side by side, oldest first, and one difference explained to the cent (product.md D1). */
export async function comparison(db: ReadableDb, customerId: number, choices: ReadonlyArray<BillChoice>, pair: readonly [number, number] | undefined): Promise<Comparison> {
  if (new Set(choices).size !== choices.length) throw new Refusal('REFUSED', 'Choose each bill once.');
  const unbilled = await unbilledOf(db, customerId);
  const sides: Side[] = [];
  for (const choice of choices) sides.push(await sideOf(db, customerId, choice, unbilled));
  sides.sort((a, b) => (a.column.billDay < b.column.billDay ? -1 : a.column.billDay > b.column.billDay ? 1 : Number(a.column.billId ?? Infinity) - Number(b.column.billId ?? Infinity)));
  const [from, to] = pair ?? [sides.length - 2, sides.length - 1];
  const [before, after] = [sides[from], sides[to]];
  if (!before || !after || from === to) throw new Refusal('REFUSED', 'Choose two different bills to explain.');
  const { currency } = before;
  if (sides.some((side) => side.currency !== currency)) throw new Refusal('REFUSED', 'These bills are in different currencies. Choose bills of one currency.');
  const { catalog } = await catalogInForce(db, currency);
  const services = await billedServices(db, catalog, sides.flatMap((side) => side.bill.lines));
  const compared = compareBills(sides.map((side) => side.bill), services, [from, to]);
  const explanation = explainDifference(before.bill, after.bill, { services, currency, catalog });
  const sum = (of: typeof explanation.causes) => of.reduce((total, cause) => total + cause.amount, 0);
  const charges = explanation.causes.filter((cause) => cause.category !== 'tax');
  return {
    ...compared, columns: sides.map((side) => side.column), explanation, currency,
    oneTime: sum(charges.filter((cause) => !cause.repeats)), everyMonth: sum(charges.filter((cause) => cause.repeats)), taxes: sum(explanation.causes.filter((cause) => cause.category === 'tax')),
    nextBill: unbilled.inputs.payerId === null && unbilled.inputs.currency === currency ? { day: unbilled.nextBillDay, estimate: unbilled.drafted.draft.total } : null,
  };
}

/** The product's day. */
export async function todayOf(db: ReadableDb): Promise<Day> {
  const found = await row<{ today: Day }>(db, 'select care.today() as today');
  if (!found) throw new Error('there is no today');
  return found.today;
}
