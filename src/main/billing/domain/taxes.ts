import type { BillLine, TaxItem } from '../../../contract/bill.ts';
import { versionOn, type Catalog } from '../../../contract/catalog.ts';
import type { Day } from '../../../contract/dates.ts';
import { roundedProduct, type Minor } from '../../../contract/money.ts';

/** A tax rate is in millionths. */
const RATE_SCALE = 1_000_000;

/** The tax on a base at a rate in millionths, half away from zero; a negative base gives tax back. */
export function taxOn(base: Minor, rate: number): Minor {
  return roundedProduct(base, rate, RATE_SCALE);
}

/**
 * Splits a tax over the lines of its base: each line's own exact tax cut down to a whole unit, then one unit each to the
 * largest remainders, ties to the earlier line, until the shares sum to the tax (product.md 9.6). Charges and credits may be
 * mixed, even to a base of zero, so remainders are taken against each line's own tax and not against the base.
 */
export function taxShares(amounts: ReadonlyArray<Minor>, rate: number, tax: Minor): Minor[] {
  const scale = BigInt(RATE_SCALE);
  const cut = amounts.map((amount, index) => {
    const exact = BigInt(amount) * BigInt(rate);
    const rest = ((exact % scale) + scale) % scale;
    return { index, rest, share: Number((exact - rest) / scale) };
  });
  const shares = cut.map(({ share }) => share);
  let left = tax - shares.reduce((a, b) => a + b, 0);
  cut.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const { index } of cut) {
    if (left <= 0) break;
    shares[index] = (shares[index] ?? 0) + 1;
    left -= 1;
  }
  return shares;
}

/**
 * Taxes a bill: per tax code (which stands for one jurisdiction) and the version in force on the bill day, the base is
 * summed, taxed and rounded once, and the lines get their shares. Lines without a tax code stay untaxed. Throws where the
 * catalog does not know a code or has no rate on the bill day.
 */
export function taxedLines<L extends Omit<BillLine, 'tax'>>(lines: ReadonlyArray<L>, catalog: Catalog, billDay: Day): { readonly taxes: TaxItem[]; readonly lines: Array<L & { readonly tax: Minor }> } {
  const shareOf = new Map<L, Minor>();
  const taxes: TaxItem[] = [];
  const codes = [...new Set(lines.flatMap((line) => (line.taxCode === null ? [] : [line.taxCode])))].sort();
  for (const code of codes) {
    const tax = catalog.taxes.find((candidate) => candidate.code === code);
    const inForce = tax && versionOn(tax.versions, billDay);
    if (!tax || !inForce) throw new Error(`The catalog has no tax ${code} on ${billDay}`);
    const taxed = lines.filter((line) => line.taxCode === code);
    const base = taxed.reduce((sum, line) => sum + line.amount, 0);
    const amount = taxOn(base, inForce.price);
    taxShares(taxed.map((line) => line.amount), inForce.price, amount).forEach((share, index) => {
      const line = taxed[index];
      if (line) shareOf.set(line, share);
    });
    taxes.push({ code, label: tax.label, jurisdiction: tax.jurisdiction, version: inForce.version, rate: inForce.price, base, amount });
  }
  return { taxes, lines: lines.map((line) => ({ ...line, tax: shareOf.get(line) ?? 0 })) };
}
