import type { SharedTax } from '../../../contract/bill.ts';
import { roundedProduct, type Minor } from '../../../contract/money.ts';
import type { TaxInForce } from './tax-rules.ts';

/** A tax rate is in millionths. */
export const RATE_SCALE = 1_000_000;

/** The tax on a base at a rate in millionths, half away from zero; a negative base gives tax back. */
export function taxOn(base: Minor, rate: number): Minor {
  return roundedProduct(base, rate, RATE_SCALE);
}

/** Parts that are taxed as one: same tax, version, rate and note. */
export const taxKey = ({ tax, version, rate, note }: TaxInForce) => JSON.stringify([tax.order ?? 0, tax.code, version, rate, note]);

/** What a bill says of a tax beside its amounts; one that is not owed stands there with its note. */
export function itemOf({ tax, version, rate, note }: TaxInForce): Pick<SharedTax, 'code' | 'label' | 'jurisdiction' | 'version' | 'rate' | 'note'> {
  return { code: tax.code, label: tax.label, jurisdiction: tax.jurisdiction, version, rate: note === null ? rate : 0, note };
}
