import type { SharedTax } from '../../../contract/bill.ts';
import type { Catalog } from '../../../contract/catalog.ts';
import type { Day } from '../../../contract/dates.ts';
import type { Minor } from '../../../contract/money.ts';
import { includedTaxes } from './included-taxes.ts';
import { sharesOf } from './shares-of.ts';
import { itemOf, RATE_SCALE, taxKey, taxOn } from './tax-item.ts';
import { taxParts, type TaxableLine, type TaxPart } from './tax-parts.ts';
import { anyone, type TaxInForce, type Taxpayer } from './tax-rules.ts';

/** Splits a tax over the amounts of its base: their own exact tax, rounded so that the shares sum to it (product.md 9.6). */
export function taxShares(amounts: ReadonlyArray<Minor>, rate: number, tax: Minor): Minor[] {
  return sharesOf(amounts.map((amount) => BigInt(amount) * BigInt(rate)), BigInt(RATE_SCALE), tax);
}

/** Taxes that are added to the prices, in their order: so a compound tax finds those before it on each part. */
function addedTaxes(parts: ReadonlyArray<TaxPart>): SharedTax[] {
  const before = parts.map(() => 0);
  const places = [...new Set(parts.flatMap((part) => part.taxes.map((one) => one.tax.order ?? 0)))].sort((a, b) => a - b);
  return places.flatMap((place) => {
    const groups = new Map<string, { one: TaxInForce; parts: number[] }>();
    parts.forEach((part, index) => part.taxes.filter((one) => (one.tax.order ?? 0) === place).forEach((one) => {
      const group = groups.get(taxKey(one));
      if (group) group.parts.push(index);
      else groups.set(taxKey(one), { one, parts: [index] });
    }));
    const added = parts.map(() => 0);
    const items = [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { one, parts: indexes }]): SharedTax => {
      const item = itemOf(one);
      const bases = indexes.map((index) => (parts[index]?.amount ?? 0) + (one.tax.compound ? before[index] ?? 0 : 0));
      const base = bases.reduce((a, b) => a + b, 0);
      const amount = taxOn(base, item.rate);
      const shares = taxShares(bases, item.rate, amount);
      indexes.forEach((index, at) => (added[index] = (added[index] ?? 0) + (shares[at] ?? 0)));
      return { ...item, base, amount, included: 0, shares: indexes.map((index, at) => ({ line: parts[index]?.line ?? 0, base: bases[at] ?? 0, tax: shares[at] ?? 0, included: 0 })) };
    });
    added.forEach((tax, index) => (before[index] = (before[index] ?? 0) + tax));
    return items;
  });
}

/**
 * Taxes a bill: for each tax, version and rate the base is summed, taxed and rounded once, and the lines get their shares. A
 * line whose days have two rates is split between them. Lines without a tax code stay untaxed. Throws where the catalog does
 * not know a code or has no rate on a day.
 */
export function taxedLines<L extends TaxableLine>(lines: ReadonlyArray<L>, catalog: Catalog, billDay: Day, taxpayer: Taxpayer = anyone): { readonly taxes: SharedTax[]; readonly lines: Array<L & { readonly tax: Minor; readonly included: Minor }> } {
  const parts = lines.flatMap((line, index) => taxParts(line, index, { catalog, taxpayer, billDay }));
  const taxes = [...addedTaxes(parts.filter((part) => !part.included)), ...includedTaxes(parts.filter((part) => part.included))];
  const tax = lines.map(() => 0);
  const included = lines.map(() => 0);
  for (const item of taxes) for (const share of item.shares) {
    tax[share.line] = (tax[share.line] ?? 0) + share.tax;
    included[share.line] = (included[share.line] ?? 0) + share.included;
  }
  return { taxes, lines: lines.map((line, index) => ({ ...line, tax: tax[index] ?? 0, included: included[index] ?? 0 })) };
}
