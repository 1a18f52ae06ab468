import type { Catalog, PriceModel } from '../../../src/contract/catalog.ts';
import { columnPlan } from '../../../src/main/rating/domain/columns/column-plan.ts';
import { type HoldingAccount, holdersOf } from '../../../src/main/rating/domain/columns/holders-of.ts';
import { pricedColumns, rateColumns, unratedReason } from '../../../src/main/rating/domain/columns/rate-columns.ts';
import { ratingState } from '../../../src/main/rating/domain/columns/rating-state.ts';
import { fillColumns, usageColumns } from '../../../src/main/rating/domain/columns/usage-columns.ts';
import { compileCatalog } from '../../../src/main/rating/domain/compile-catalog.ts';
import type { CycleEvent, RatedCycle } from '../../../src/main/rating/domain/cycle-usage.ts';
import { orderedEvents } from '../../../src/main/rating/domain/order-events.ts';

/** What is recorded of an event, whoever rated it. */
export type Recorded = { readonly usageId: number; readonly productId: number; readonly rule: string; readonly version: string; readonly zone: string | null; readonly rounded: number; readonly charged: number; readonly micros: number };

export type InColumns = { readonly rated: Recorded[]; readonly unrated: ReadonlyArray<{ readonly usageId: number; readonly reason: string }> };

const MS_A_DAY = 86_400_000;

/** Rates the events of accounts in columns, in batches of `batch`; their order among each other is that of start and key over all accounts. */
export function rateInColumns(catalog: Catalog, accounts: ReadonlyArray<HoldingAccount>, events: ReadonlyArray<CycleEvent>, batch = 1000): InColumns {
  const ordered = orderedEvents(events);
  const window = { fromMs: (ordered[0]?.epochMs ?? 0) - MS_A_DAY, toMs: (ordered.at(-1)?.epochMs ?? 0) + MS_A_DAY };
  const held = holdersOf(accounts, window);
  const plan = columnPlan({ catalog, compiled: compileCatalog(catalog), sets: held.sets, zones: held.zones, window });
  const state = ratingState(plan, held.holders);
  const [columns, priced] = [usageColumns(batch), pricedColumns(batch)];
  const found: { rated: Recorded[]; unrated: Array<{ usageId: number; reason: string }> } = { rated: [], unrated: [] };
  for (let from = 0; from < ordered.length; from += batch) {
    fillColumns(columns, ordered.slice(from, from + batch).map(({ event }) => event), held.serviceAt);
    rateColumns(plan, state, columns, priced);
    for (let row = 0; row < columns.count; row += 1) {
      const usageId = columns.usageId[row]!;
      const reason = unratedReason(priced.tariff[row]!);
      if (reason !== null) {
        found.unrated.push({ usageId, reason });
        continue;
      }
      const { product, rule, version } = plan.tariffs[priced.tariff[row]!]!;
      const zone = priced.zone[row]! < 0 ? null : plan.zoneCodes[priced.zone[row]!]!;
      found.rated.push({ usageId, productId: held.productIds[held.productsFrom[columns.service[row]!]! + product]!, rule: rule.code, version: version.version, zone, rounded: priced.rounded[row]!, charged: priced.charged[row]!, micros: priced.micros[row]! });
    }
  }
  return found;
}

/** The same of a cycle that was rated by objects: the figures are those of its traces. */
export function recordedOf({ rated }: RatedCycle): Recorded[] {
  return rated.map(({ usageId, productId, rule, version, trace, micros }) => ({ usageId, productId, rule, version, zone: trace.zone, rounded: trace.rounded, charged: trace.charged, micros }));
}

/** The catalog with tiers in the place of prices by volume, which are not rated in columns. */
export function withoutVolume(catalog: Catalog): Catalog {
  const tiered = (price: PriceModel): PriceModel => (price.kind === 'volume' ? { ...price, kind: 'graduated' } : price);
  return { ...catalog, offers: catalog.offers.map((offer) => ({ ...offer, usage: offer.usage.map((rule) => ({ ...rule, versions: rule.versions.map((version) => ({ ...version, price: tiered(version.price) })) })) })) };
}
