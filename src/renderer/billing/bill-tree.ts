import type { BilledService } from '../../contract/bill.ts';
import type { BillView, CompareRow, LineView } from '../../contract/billing.ts';
import type { Minor } from '../../contract/money.ts';
import type { BillRow, TaxShare } from './bill-rows.ts';

type Service = BillView['services'][number];
type Group = { readonly key: string; readonly serviceId: number | null; readonly customerId: number | null; readonly service: Service | null; readonly lines: ReadonlyArray<LineView> };

const sum = (amounts: ReadonlyArray<Minor>) => amounts.reduce((total, amount) => total + amount, 0);

/** Lines by service in the order of the bill's services; the charges of an account come after its services. */
function groupsOf(bill: BillView): ReadonlyArray<Group> {
  const groups = bill.services.map((service): Group => {
    const lines = bill.lines.filter((line) => line.serviceId === service.serviceId);
    return { key: `s${service.serviceId}`, serviceId: service.serviceId, customerId: lines[0]?.customerId ?? null, service, lines };
  });
  const known = new Set(bill.services.map((service) => service.serviceId));
  const loose = bill.lines.filter((line) => line.serviceId === null || !known.has(line.serviceId));
  const accounts = [...new Set(loose.map((line) => line.customerId))].map((customerId): Group => ({ key: `a${customerId}`, serviceId: null, customerId, service: null, lines: loose.filter((line) => line.customerId === customerId) }));
  return [...groups.filter((group) => group.lines.length > 0), ...accounts];
}

/** The taxes of some lines, by tax. */
function taxShares(lines: ReadonlyArray<LineView>, bill: BillView): ReadonlyArray<TaxShare> {
  const codes = [...new Set(lines.flatMap((line) => (line.taxCode === null ? [] : [line.taxCode])))];
  return codes.map((code) => {
    const item = bill.taxes.find((tax) => tax.code === code);
    return { code, label: item?.label ?? 'Tax', amount: sum(lines.filter((line) => line.taxCode === code).map((line) => line.tax)) };
  });
}

function taxesRow(group: Group, bill: BillView, change: Minor | null): Extract<BillRow, { kind: 'taxes' }> | null {
  const fees = group.lines.filter((line) => line.category === 'fee');
  const shares = taxShares(group.lines, bill);
  if (fees.length === 0 && shares.length === 0) return null;
  const rows: BillRow[] = [
    ...shares.map((share): BillRow => ({ kind: 'tax', id: `${group.key}t${share.code}`, share })),
    ...fees.map((line): BillRow => ({ kind: 'charge', id: `l${line.lineId}`, line, service: group.service })),
  ];
  return { kind: 'taxes', id: `${group.key}t`, label: 'Taxes and fees', reference: '', amount: sum(shares.map((share) => share.amount)) + sum(fees.map((line) => line.amount)), change, below: { rows } };
}

/** How the taxes and fees of a service changed; null while that is not known. */
function taxChange(changes: ReadonlyArray<CompareRow> | null, serviceId: number | null): Minor | null {
  if (!changes) return null;
  return changes.find((row) => row.serviceId === serviceId && row.category === 'tax')?.difference ?? 0;
}

function changeOfService(bill: BillView, serviceId: number | null, total: Minor): Minor | null {
  if (bill.previousId === null) return null;
  return total - (bill.previousServices.find((service) => service.serviceId === serviceId)?.total ?? 0);
}

function serviceRow(group: Group, bill: BillView, changes: ReadonlyArray<CompareRow> | null, alone: boolean): BillRow {
  const { key, service, serviceId, lines } = group;
  const plain = lines.filter((line) => line.category !== 'fee');
  const tax = sum(lines.map((line) => line.tax));
  const amount = sum(lines.map((line) => line.amount));
  const taxed = alone ? taxChange(changes, serviceId) : null;
  const taxes = taxesRow(group, bill, taxed);
  const change = alone ? changeOfService(bill, serviceId, amount + tax) : null;
  const charges: BillRow[] = plain.map((line) => ({ kind: 'charge', id: `l${line.lineId}`, line, service }));
  const left = change === null || taxed === null ? 0 : change - sum(plain.map((line) => line.change ?? 0)) - taxed;
  const gone: BillRow[] = left === 0 ? [] : [{ kind: 'gone', id: `${key}gone`, label: 'On the bill before only', change: left }];
  return {
    kind: 'service', id: key, service, label: service?.label ?? 'Account charges', reference: service?.reference ?? '', amount: amount + tax, charges: amount, tax, change,
    below: { rows: [...charges, ...(taxes ? [taxes] : []), ...gone] },
  };
}

/** Services that the bill before had and this one has not. */
function goneServices(bill: BillView, changes: ReadonlyArray<CompareRow> | null): ReadonlyArray<BillRow> {
  const here = new Set(bill.lines.map((line) => line.serviceId));
  return (changes ?? []).filter((row) => row.category === null && !here.has(row.serviceId) && row.difference !== 0).map((row) => ({ kind: 'gone', id: `gone${row.serviceId ?? 'account'}`, label: `${row.label}, on the bill before only`, change: row.difference }));
}

/**
 * The bill as a tree: service, then its charges, then taxes and fees; children of a paying parent each under their name.
 * `changes` are the rows of the comparison with the bill before, which tell the taxes and what is gone, so that the changes
 * foot; null while they are not known.
 */
export function billTree(bill: BillView, changes: ReadonlyArray<CompareRow> | null): ReadonlyArray<BillRow> {
  const groups = groupsOf(bill);
  const nameOf = (group: Group): string | null => group.service?.customer ?? bill.services.find((service) => service.customer !== null && bill.lines.some((line) => line.serviceId === service.serviceId && line.customerId === group.customerId))?.customer ?? null;
  const accounts = groups.filter((group) => group.serviceId === null);
  // The bill before has one figure for all account charges; with several accounts it belongs to none of them alone.
  const rowOf = (group: Group) => serviceRow(group, bill, changes, group.serviceId !== null || accounts.length === 1);
  const own = groups.filter((group) => nameOf(group) === null).map(rowOf);
  const names = [...new Set(groups.map(nameOf))].filter((name) => name !== null);
  const others = names.map((name): BillRow => {
    const rows = groups.filter((group) => nameOf(group) === name).map(rowOf);
    const figures = rows.flatMap((row) => (row.kind === 'service' ? [row] : []));
    const change = figures.some((row) => row.change === null) ? null : sum(figures.map((row) => row.change ?? 0));
    return { kind: 'customer', id: `c${name}`, label: name, reference: '', amount: sum(figures.map((row) => row.amount ?? 0)), change, below: { rows } };
  });
  return [...own, ...others, ...goneServices(bill, changes)];
}

/** What is open at first: the service that changed most, or all of a small bill without a bill before. */
export function firstExpanded(rows: ReadonlyArray<BillRow>): ReadonlySet<string> {
  const services = rows.filter((row) => row.kind === 'service');
  const sizeOf = (row: BillRow) => (row.kind === 'service' ? sum(row.below.rows.map((below) => (below.kind === 'charge' ? Math.abs(below.line.change ?? 0) : 0))) : 0);
  const most = services.reduce<BillRow | null>((best, row) => (sizeOf(row) > (best ? sizeOf(best) : 0) ? row : best), null);
  if (most) return new Set([most.id]);
  return new Set(services.length <= 3 ? services.map((row) => row.id) : []);
}

/** The name of a service as a person says it: "Mobile Unlimited Plus (206) 555-0142". */
export function serviceName(service: BilledService | null): string {
  return service ? `${service.label} ${service.reference}`.trim() : 'Account charges';
}
