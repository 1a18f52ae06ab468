import { countries, partners, partnerZone, visitedZone } from './catalog-zones.ts';
import { cents, free, KILOBYTES_A_GIGABYTE, monthly, type OfferDraft, once, perMegabyte, perPiece, perStartedMinute, rule, type RuleDraft, SALES_TAX, SECONDS_A_MINUTE, topUp, versions } from './prices.ts';

const HOME: Partial<RuleDraft> = { network: 'home' };
const NATIONAL: Partial<RuleDraft> = { network: 'home', zones: ['wa', 'us'] };

/** Calls from home to each country, by the started minute. */
export const callsAbroad: ReadonlyArray<RuleDraft> = countries.map(({ code, name, call }) => rule('voice', `calls-${code}`, `Calls to ${name}`, perStartedMinute(call), { network: 'home', zones: [code] }));

/** Data, calls and messages on each visited network. */
const roaming: ReadonlyArray<RuleDraft> = countries.flatMap(({ code, name, roaming: prices }) => {
  if (!prices) return [];
  const [megabyte, minute, message] = prices;
  const there: Partial<RuleDraft> = { network: 'roaming', zones: [visitedZone(code)] };
  return [
    rule('data', `roaming-data-${code}`, `Roaming data, ${name}`, perMegabyte(megabyte), there),
    rule('voice', `roaming-calls-${code}`, `Roaming calls, ${name}`, perStartedMinute(minute), there),
    rule('sms', `roaming-messages-${code}`, `Roaming messages, ${name}`, perPiece(message), there),
  ];
});

/** Downloads of partners, each at its own price. */
export const downloads: ReadonlyArray<RuleDraft> = partners.map(({ code, name, price }) => rule('content', `download-${code}`, `Premium download, ${name}`, { kind: 'flat', price: cents(price) }, { zones: [partnerZone(code)] }));

const everywhere = [...callsAbroad, ...roaming, ...downloads];
const freeMessages = rule('sms', 'messages', 'Messages', free, HOME);
const freeCalls = rule('voice', 'calls-national', 'Calls in the US', free, NATIONAL);
const freeData = rule('data', 'data', 'Data', free, HOME);

const dataOver = (allowance: string) => rule('data', 'extra-data', 'Extra data', { kind: 'package', size: KILOBYTES_A_GIGABYTE, price: cents(1000) }, { ...HOME, allowance });
const minutes = (count: number) => ({ code: 'us-minutes', label: 'Calls in the US', usage: 'voice' as const, units: count * SECONDS_A_MINUTE });
const gigabytes = (count: number) => ({ code: 'data', label: 'Data', usage: 'data' as const, units: count * KILOBYTES_A_GIGABYTE });

/** A fee of the state for a voice line, whole for each cycle; its own product, so that a change of plan does not charge it twice. */
export function recoveryFee(service: 'mobile' | 'phone', code: string, price: number): OfferDraft {
  return {
    code, label: 'Regulatory recovery fee', kind: 'addon', service,
    recurring: [{ code: 'recovery-fee', label: 'Regulatory recovery fee', timing: 'advance', prorated: false, category: 'fee', tax: null, versions: versions(price) }],
  };
}

const travelPass = rule('data', 'travel-data', 'Travel pass data', free, { network: 'roaming', zones: [visitedZone('ca'), visitedZone('mx')] });
const peak = { ...NATIONAL, band: 'business-hours', allowance: 'us-minutes' };

export const mobileOffers: ReadonlyArray<OfferDraft> = [
  { code: 'unlimited-plus', label: 'Unlimited Plus', kind: 'plan', service: 'mobile', recurring: [monthly('unlimited-plus', 'Unlimited Plus', 5500)], usage: [freeCalls, freeMessages, freeData, ...everywhere] },
  { code: 'unlimited', label: 'Unlimited', kind: 'plan', service: 'mobile', recurring: [monthly('unlimited', 'Unlimited', 4000)], usage: [freeCalls, freeMessages, freeData, ...everywhere] },
  { code: 'share-10', label: 'Share 10 GB', kind: 'plan', service: 'mobile', recurring: [monthly('share-10', 'Share 10 GB', 3500)], allowances: [gigabytes(10)], topUps: [topUp('data-5', '5 GB more', 'data', 5 * KILOBYTES_A_GIGABYTE, 1500, 1)], usage: [freeCalls, freeMessages, dataOver('data'), ...everywhere] },
  {
    code: 'talk-300', label: 'Talk 300', kind: 'plan', service: 'mobile', recurring: [monthly('talk-300', 'Talk 300', 2200)], allowances: [{ ...minutes(300), rollover: { cycles: 1 } }, gigabytes(2)],
    topUps: [topUp('minutes-100', '100 minutes more', 'us-minutes', 100 * SECONDS_A_MINUTE, 500, 1), topUp('minutes-60', '60 minutes that stay', 'us-minutes', 60 * SECONDS_A_MINUTE, 500), topUp('data-1', '1 GB more', 'data', KILOBYTES_A_GIGABYTE, 500, 1)],
    usage: [
      rule('voice', 'calls-peak', 'Calls in the US, business hours', perStartedMinute(12), peak),
      rule('voice', 'calls-off-peak', 'Calls in the US, evening and weekend', perStartedMinute(5), { ...NATIONAL, allowance: 'us-minutes' }),
      rule('sms', 'messages', 'Messages', perPiece(2), HOME), dataOver('data'), ...everywhere,
    ],
  },
  {
    code: 'business-mobile', label: 'Business Mobile', kind: 'plan', service: 'mobile', recurring: [monthly('business-mobile', 'Business Mobile', 4500)],
    usage: [
      freeCalls, freeMessages,
      rule('data', 'business-data', 'Data by tiers', { kind: 'graduated', per: KILOBYTES_A_GIGABYTE, increment: 1000, tiers: [{ upTo: 20 * KILOBYTES_A_GIGABYTE, price: 0 }, { upTo: 50 * KILOBYTES_A_GIGABYTE, price: cents(400) }, { upTo: null, price: cents(200) }] }, HOME),
      rule('voice', 'business-abroad', 'Calls abroad, volume price', { kind: 'volume', per: SECONDS_A_MINUTE, increment: SECONDS_A_MINUTE, tiers: [{ upTo: 60 * SECONDS_A_MINUTE, price: cents(12) }, { upTo: 300 * SECONDS_A_MINUTE, price: cents(10) }, { upTo: null, price: cents(8) }] }, { network: 'home', zones: countries.map(({ code }) => code) }),
      ...roaming, ...downloads,
    ],
  },
  { code: 'protection', label: 'Device protection', kind: 'addon', service: 'mobile', recurring: [monthly('protection', 'Device protection', 799, 'addon')] },
  { code: 'travel-pass', label: 'Travel pass, Canada and Mexico', kind: 'addon', service: 'mobile', recurring: [monthly('travel-pass', 'Travel pass', 1000, 'addon')], usage: [travelPass] },
  { code: 'sim', label: 'SIM and activation', kind: 'addon', service: 'mobile', activation: [once('sim', 'SIM and activation', 1000)] },
  recoveryFee('mobile', 'recovery-mobile', 125),
  { code: 'loyalty-mobile', label: 'Loyalty discount, 10%', kind: 'discount', service: 'mobile', percentOff: [{ code: 'loyalty', label: 'Loyalty discount, 10%', tax: SALES_TAX, versions: versions(1000) }] },
];
