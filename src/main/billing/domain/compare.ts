import { categories, categoryLabels, type BilledService, type Category } from '../../../contract/bill.ts';
import type { CompareRow } from '../../../contract/billing.ts';
import type { Minor } from '../../../contract/money.ts';
import { rolesOf, type ExplainedBill } from './explained-bill.ts';

export type ComparedBills = {
  /** Per service a row with `category` null, then a row for each category; the account's charges come last. */
  readonly rows: ReadonlyArray<CompareRow>;
  /** The sum of each column: the bill's total. */
  readonly totals: ReadonlyArray<Minor>;
  readonly difference: Minor;
};

type Bucket = Category | 'tax';
type Entry = { readonly serviceId: number | null; readonly bucket: Bucket; readonly column: number; readonly amount: Minor; readonly label: string };

/** Fees stand with the taxes, part months and refunds of plans and add-ons with the one-off charges. */
function entriesOf(bill: ExplainedBill, column: number): Entry[] {
  const roleOf = rolesOf(bill);
  return bill.lines.flatMap((line) => {
    const { serviceId, amount, label, category } = line;
    const settled = roleOf(line) === 'catchUp' && (category === 'plan' || category === 'addon');
    const bucket: Bucket = category === 'fee' ? 'tax' : settled ? 'oneoff' : category;
    const tax: Entry[] = line.taxCode === null ? [] : [{ serviceId, bucket: 'tax', column, amount: line.tax - line.included, label }];
    return [{ serviceId, bucket, column, amount, label }, ...tax];
  });
}

/** One amount for each bill; null where a bill has nothing of this kind, 0 where it has and it comes to nothing. */
function amountsOf(entries: ReadonlyArray<Entry>, columns: number): Array<Minor | null> {
  const amounts = new Array<Minor | null>(columns).fill(null);
  for (const { column, amount } of entries) amounts[column] = (amounts[column] ?? 0) + amount;
  return amounts;
}

const buckets: ReadonlyArray<Bucket> = [...categories.filter((category) => category !== 'fee'), 'tax'];

/**
 * Two to six bills side by side, aligned by service and kind of charge and not by any text. `pair` are the columns whose
 * difference (second less first) is shown, the last two unless told. Throws outside of 2 to 6 bills or for a pair that is not there.
 */
export function compareBills(bills: ReadonlyArray<ExplainedBill>, services: ReadonlyArray<BilledService>, pair: readonly [number, number] = [bills.length - 2, bills.length - 1]): ComparedBills {
  if (bills.length < 2 || bills.length > 6) throw new RangeError(`2 to 6 bills can be compared, not ${bills.length}`);
  const [from, to] = pair;
  if (!bills[from] || !bills[to]) throw new RangeError(`There is no bill ${from} or ${to} to compare`);
  const entries = bills.flatMap(entriesOf);
  const differenceOf = (amounts: ReadonlyArray<Minor | null>) => (amounts[to] ?? 0) - (amounts[from] ?? 0);
  const rowOf = (named: Pick<CompareRow, 'serviceId' | 'label' | 'reference' | 'category'>, of: ReadonlyArray<Entry>): CompareRow => {
    const amounts = amountsOf(of, bills.length);
    return { ...named, amounts, difference: differenceOf(amounts) };
  };
  const place = (serviceId: number | null) => {
    if (serviceId === null) return Number.MAX_SAFE_INTEGER;
    const index = services.findIndex((service) => service.serviceId === serviceId);
    return index < 0 ? services.length + serviceId : index;
  };
  const serviceIds = [...new Set(entries.map((entry) => entry.serviceId))].sort((a, b) => place(a) - place(b));
  const rows = serviceIds.flatMap((serviceId) => {
    const own = entries.filter((entry) => entry.serviceId === serviceId);
    const service = services.find((candidate) => candidate.serviceId === serviceId);
    const labels = [...new Set(own.map((entry) => entry.label))];
    const [only] = labels;
    const accountLabel = labels.length === 1 && only ? `Account, ${only.charAt(0).toLowerCase()}${only.slice(1)}` : 'Account charges';
    const group = rowOf({ serviceId, label: serviceId === null ? accountLabel : service?.label ?? `Service ${serviceId}`, reference: service?.reference ?? '', category: null }, own);
    const kinds = buckets.flatMap((bucket) => {
      const of = own.filter((entry) => entry.bucket === bucket);
      return of.length ? [rowOf({ serviceId, label: categoryLabels[bucket], reference: '', category: bucket }, of)] : [];
    });
    // A single charge of the account is named by its own row already.
    return serviceId === null && labels.length === 1 && kinds.length === 1 ? [group] : [group, ...kinds];
  });
  const totals = bills.map((_, column) => rows.reduce((sum, row) => sum + (row.category === null ? row.amounts[column] ?? 0 : 0), 0));
  return { rows, totals, difference: differenceOf(totals) };
}
