import type { SharedTax } from '../../../contract/bill.ts';
import type { Minor } from '../../../contract/money.ts';
import { sharesOf } from './shares-of.ts';
import type { TaxPart } from './tax-parts.ts';
import type { TaxInForce } from './tax-rules.ts';
import { itemOf, RATE_SCALE, taxKey } from './tax-item.ts';

/** Each tax as a fraction of the price without tax: numerators over one denominator, exact, compound taxes too. */
function fractionsOf(taxes: ReadonlyArray<TaxInForce>): { readonly parts: bigint[]; readonly net: bigint } {
  const scale = BigInt(RATE_SCALE);
  const net = scale ** BigInt(taxes.length);
  const parts: bigint[] = [];
  // Those of one order are taken of the same base, so a compound tax finds only those of a lower order.
  let before = 0n;
  let same = 0n;
  taxes.forEach(({ tax, rate }, index) => {
    if (index > 0 && (taxes[index - 1]?.tax.order ?? 0) !== (tax.order ?? 0)) {
      before += same;
      same = 0n;
    }
    const part = ((tax.compound ? net + before : net) * BigInt(rate)) / scale;
    same += part;
    parts.push(part);
  });
  return { parts, net };
}

/** numerator / denominator as a whole number, half away from zero. */
function rounded(numerator: bigint, denominator: bigint): Minor {
  const size = numerator < 0n ? -numerator : numerator;
  const whole = Number((size * 2n + denominator) / (denominator * 2n));
  return numerator < 0n ? 0 - whole : whole;
}

/**
 * Taxes that are in the prices already: for all parts with the same taxes the sum of the prices is split once into the price
 * without tax and each tax. Who does not owe a tax pays the price without it.
 */
export function includedTaxes(parts: ReadonlyArray<TaxPart>): SharedTax[] {
  const groups = new Map<string, TaxPart[]>();
  for (const part of parts) {
    const key = part.taxes.map(taxKey).join();
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, group]) => {
    const taxes = group[0]?.taxes ?? [];
    const { parts: fractions, net } = fractionsOf(taxes);
    const gross = net + fractions.reduce((a, b) => a + b, 0n);
    const sum = BigInt(group.reduce((total, part) => total + part.amount, 0));
    // Cumulated, so that the taxes and the price without them sum to the price.
    let upTo = 0n;
    const inside = fractions.map((fraction) => {
      const from = rounded(sum * upTo, gross);
      upTo += fraction;
      return rounded(sum * upTo, gross) - from;
    });
    const shares = fractions.map((fraction, at) => sharesOf(group.map((part) => BigInt(part.amount) * fraction), gross, inside[at] ?? 0));
    const netOf = group.map((part, index) => part.amount - shares.reduce((total, share) => total + (share[index] ?? 0), 0));
    return taxes.map((one, at): SharedTax => {
      const own = shares[at] ?? [];
      const lower = (index: number) => (one.tax.compound ? taxes.reduce((total, other, place) => total + ((other.tax.order ?? 0) < (one.tax.order ?? 0) ? shares[place]?.[index] ?? 0 : 0), 0) : 0);
      const bases = netOf.map((amount, index) => amount + lower(index));
      const owed = one.note === null;
      return {
        ...itemOf(one), base: bases.reduce((a, b) => a + b, 0), amount: owed ? inside[at] ?? 0 : 0, included: inside[at] ?? 0,
        shares: group.map((part, index) => ({ line: part.line, base: bases[index] ?? 0, tax: owed ? own[index] ?? 0 : 0, included: own[index] ?? 0 })),
      };
    });
  });
}
