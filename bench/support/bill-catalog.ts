import type { Catalog } from '../../src/contract/catalog.ts';

/** What the statements of the reference have to know of the catalog, which the product finds out of it. Micros, but for the plan: minor units. */
export const prices = { plan: 2999, off: 1000, voice: 4_350_000, sms: 9_500_000, data: 155_000, state: 65_000, city: 23_500 } as const;

const versions = <T>(price: T) => [{ version: '2026', from: '2020-01-01', price }];

/** One plan whose bills have five lines and two taxes: the plan, a discount of it, calls by started minutes, messages, data by megabytes. */
export const billCatalog: Catalog = {
  name: 'Bench bills', currency: 'USD', zone: 'America/Los_Angeles', bands: [], dueDays: 20,
  zones: [{ code: 'us', label: 'United States', prefixes: ['1'] }, { code: 'world', label: 'Rest of the world', prefixes: ['2', '3', '4', '5', '6', '7', '8', '9'] }],
  taxes: [
    { code: 'sales', label: 'Sales tax', jurisdiction: 'WA', versions: versions(prices.state) },
    { code: 'city', label: 'City tax', jurisdiction: 'Seattle', of: ['sales'], versions: versions(prices.city) },
  ],
  offers: [{
    code: 'talk', label: 'Talk', kind: 'plan', service: 'mobile', activation: [], allowances: [],
    recurring: [{ code: 'talk', label: 'Talk', timing: 'advance', prorated: true, category: 'plan', tax: 'sales', versions: versions(prices.plan) }],
    percentOff: [{ code: 'loyal', label: 'Loyalty discount', tax: 'sales', order: 0, versions: versions(prices.off) }],
    usage: [
      { code: 'calls', label: 'Calls', usage: 'voice', tax: 'sales', versions: versions({ kind: 'perUnit', price: prices.voice, per: 60, increment: 60, minimum: 0, setup: 0 }) },
      { code: 'messages', label: 'Messages', usage: 'sms', tax: 'sales', versions: versions({ kind: 'flat', price: prices.sms }) },
      { code: 'data', label: 'Data', usage: 'data', tax: 'sales', versions: versions({ kind: 'perUnit', price: prices.data, per: 1024, increment: 1024, minimum: 0, setup: 0 }) },
    ],
  }],
};
