import type { UntaxedLine } from '../../../contract/bill.ts';
import { unitOfUsage, versionOn, type Catalog } from '../../../contract/catalog.ts';
import { roundedProduct } from '../../../contract/money.ts';
import { cyclePart, heldDays, usedOn, type ClosingCycle } from './closing-cycle.ts';
import { offerOf, type HeldProduct } from './held-product.ts';
import { WHOLE } from './prorate.ts';

type VolumeInput = { readonly catalog: Catalog; readonly products: ReadonlyArray<HeldProduct>; readonly closing: ClosingCycle | null };

/** A percent of all usage charges of the cycle that the bill ends, by the highest tier that their units or charges reach. */
export function volumeDiscounts({ catalog, products, closing }: VolumeInput): Array<UntaxedLine> {
  if (!closing) return [];
  return products.flatMap((product) => (offerOf(catalog, product).volumeOff ?? []).flatMap((volume) => {
    const days = heldDays(closing, product);
    const version = days && versionOn(volume.versions, days.from);
    if (!days || !version) return [];
    const used = usedOn(closing, days, volume.over === 'account' ? null : product.serviceId).filter((event) => volume.usage === undefined || event.usage === volume.usage);
    const base = used.reduce((sum, event) => sum + event.amount, 0);
    const reached = volume.measure === 'charges' ? base : used.reduce((sum, event) => sum + event.units, 0);
    const tier = version.price.reduce<{ from: number; rate: number } | null>((best, one) => (one.from <= reached && (!best || one.from > best.from) ? one : best), null);
    if (!tier || base <= 0) return [];
    return [{
      serviceId: product.serviceId, productId: product.productId, offer: product.offer, charge: volume.code, version: version.version, part: cyclePart(days), label: volume.label, category: 'discount' as const, period: days,
      units: volume.measure === 'units' ? reached : null, unit: volume.measure === 'units' && volume.usage ? unitOfUsage[volume.usage] : null, amount: 0 - roundedProduct(base, tier.rate, WHOLE), taxCode: volume.tax,
      trace: { kind: 'volume' as const, measure: volume.measure, reached, tier: tier.from, rate: tier.rate, base },
    }];
  }));
}
