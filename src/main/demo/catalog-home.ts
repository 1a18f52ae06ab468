import { callsAbroad, downloads, recoveryFee } from './catalog-mobile.ts';
import { free, monthly, type OfferDraft, once, percentOff, perSecond, perStartedMinute, rule, SALES_TAX, SECONDS_A_MINUTE, versions } from './prices.ts';

const fibreData = rule('data', 'data', 'Data', free, { network: 'home' });
const fibre = (code: string, label: string, price: number): OfferDraft => ({ code, label, kind: 'plan', service: 'fibre', recurring: [monthly(code, label, price)], usage: [fibreData] });
const localMinutes = { code: 'local-minutes', label: 'Local calls', usage: 'voice' as const, units: 120 * SECONDS_A_MINUTE };

/** Fibre, TV and home phone, with what belongs to them. */
export const homeOffers: ReadonlyArray<OfferDraft> = [
  fibre('fiber-300', 'Fiber 300', 5400),
  fibre('fiber-500', 'Fiber 500', 6900),
  fibre('fiber-1000', 'Fiber 1000', 8900),
  { code: 'mesh', label: 'Mesh Wi-Fi pods', kind: 'addon', service: 'fibre', recurring: [monthly('mesh', 'Mesh Wi-Fi pods', 400, 'addon')] },
  { code: 'installation', label: 'Installation visit', kind: 'addon', service: 'fibre', activation: [once('installation', 'Installation visit', 4900)] },
  { code: 'bundle', label: 'Bundle discount', kind: 'discount', service: 'fibre', recurring: [monthly('bundle', 'Bundle discount', -1000, 'discount')] },
  { code: 'welcome', label: 'Welcome offer, 12 months', kind: 'discount', service: 'fibre', recurring: [monthly('welcome', 'Welcome offer, 12 months', -1500, 'discount')] },
  { code: 'loyalty-fibre', label: 'Loyalty discount, 10%', kind: 'discount', service: 'fibre', percentOff: [percentOff('loyalty', 'Loyalty discount, 10%', 1000)] },
  {
    code: 'home-phone', label: 'Home phone', kind: 'plan', service: 'phone', recurring: [monthly('home-phone', 'Home phone', 1500)], allowances: [localMinutes],
    usage: [
      rule('voice', 'calls-local', 'Local calls', perStartedMinute(2), { network: 'home', zones: ['wa'], allowance: 'local-minutes' }),
      rule('voice', 'calls-national', 'National calls', perSecond(3), { network: 'home', zones: ['us'] }), ...callsAbroad,
    ],
  },
  recoveryFee('phone', 'recovery-phone', 125),
  { code: 'tv-start', label: 'TV Start', kind: 'plan', service: 'tv', recurring: [monthly('tv-start', 'TV Start', 1900)], usage: [...downloads] },
  {
    code: 'tv-plus', label: 'TV Plus', kind: 'plan', service: 'tv', usage: [...downloads],
    // The one price rise of the demo, from 1 July 2026.
    recurring: [{ code: 'tv-plus', label: 'TV Plus', timing: 'advance', category: 'plan', tax: SALES_TAX, versions: versions(3400, ['2026-07-01', 3600]) }],
  },
  { code: 'sports', label: 'Sports channels', kind: 'addon', service: 'tv', recurring: [monthly('sports', 'Sports channels', 1200, 'addon')] },
];

const business = (code: string, label: string, price: number): OfferDraft => ({ ...fibre(code, label, price), code });

/** Lines and seats of companies. */
export const businessOffers: ReadonlyArray<OfferDraft> = [
  business('business-fiber-1000', 'Business Fiber 1000', 15_900),
  business('business-fiber-2000', 'Business Fiber 2000', 22_900),
  { code: 'static-ip', label: 'Static IP block /29', kind: 'addon', service: 'fibre', recurring: [monthly('static-ip', 'Static IP block /29', 2500, 'addon')], activation: [once('static-ip-setup', 'Static IP set-up', 2500)] },
  { code: 'business-visit', label: 'Installation visit, business', kind: 'addon', service: 'fibre', activation: [once('business-visit', 'Installation visit', 12_500)] },
  { code: 'agreement-fibre', label: 'Agreement discount, 5%', kind: 'discount', service: 'fibre', percentOff: [percentOff('agreement', 'Agreement discount, 5%', 500)] },
  {
    code: 'cloud-pbx', label: 'Cloud PBX', kind: 'plan', service: 'phone', recurring: [monthly('cloud-pbx', 'Cloud PBX', 1900)], allowances: [{ code: 'pbx-minutes', label: 'Calls in the US', usage: 'voice', units: 1000 * SECONDS_A_MINUTE }],
    usage: [rule('voice', 'pbx-calls', 'National calls', perStartedMinute(4), { network: 'home', zones: ['wa', 'us'], allowance: 'pbx-minutes' }), ...callsAbroad],
  },
  { code: 'pbx-seat', label: 'Cloud PBX seats', kind: 'addon', service: 'phone', recurring: [monthly('pbx-seat', 'Cloud PBX seats', 1450, 'addon')] },
  recoveryFee('phone', 'recovery-seat', 60),
  { code: 'agreement-phone', label: 'Agreement discount, 5%', kind: 'discount', service: 'phone', percentOff: [percentOff('agreement', 'Agreement discount, 5%', 500)] },
];
