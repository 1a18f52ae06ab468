import { Catalog } from '../../contract/catalog.ts';
import { businessOffers, homeOffers } from './catalog-home.ts';
import { mobileOffers } from './catalog-mobile.ts';
import { zones } from './catalog-zones.ts';
import { SALES_TAX, versions } from './prices.ts';
import { DEMO_ZONE } from './demo-time.ts';

export const DEMO_OPERATOR = 'Northlake Telecom';
export const DEMO_CURRENCY = 'USD';

/** All that the demo operator sells, in US dollars, for customers in Washington State. */
export const demoCatalog: Catalog = Catalog.parse({
  name: `${DEMO_OPERATOR} 2026`, currency: DEMO_CURRENCY, zone: DEMO_ZONE, dueDays: 21,
  zones,
  bands: [{ code: 'business-hours', label: 'Business hours', weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
  taxes: [{ code: SALES_TAX, label: 'Sales tax 8.60%', jurisdiction: 'WA', versions: versions(86_000) }],
  offers: [...homeOffers, ...mobileOffers, ...businessOffers],
  lateFee: { code: 'late-fee', label: 'Late payment fee', tax: null, versions: versions(750) },
});
