import { addDays, type Day } from '../../contract/dates.ts';
import { lineNumber } from './line-number.ts';
import type { CustomerPlan, MethodPlan, ProductPlan, ServicePlan } from './plan.ts';
import { automatic, has } from './plan-kit.ts';
import { randomOf, type Random } from './random.ts';
import { typicalUsage } from './typical-usage.ts';

/** Services of a household: fibre and mobile mostly, sometimes a phone or TV, now and then a switch of plan. */
export function privateServices(random: Random, index: number, area: string, since: Day): ServicePlan[] {
  const services: ServicePlan[] = [];
  const kind = random.between(1, 100);
  if (kind <= 65) services.push(fibre(random, index, since));
  if (kind > 45 || random.chance(50)) services.push(mobile(random, index, area, since, 0));
  if (random.chance(18)) services.push({ kind: 'phone', reference: lineNumber(area, index, 2), started: since, usage: typicalUsage('home-phone', index * 10 + 3), products: [has('home-phone', 1, since), has('recovery-phone', 1, since)] });
  if (random.chance(25)) services.push(tv(random, index, since));
  return services.length > 0 ? services : [mobile(random, index, area, since, 0)];
}

/** Services of a small company. */
export function businessServices(random: Random, index: number, area: string, since: Day): ServicePlan[] {
  const seats = random.between(2, 12);
  const line: ServicePlan = { kind: 'fibre', reference: `BFTH-${30_000 + index}`, started: since, usage: typicalUsage('business-fiber-1000', index * 10 + 1), products: [has('business-fiber-1000', 1, since), ...(random.chance(40) ? [has('static-ip', 1, since)] : [])] };
  const switchboard: ServicePlan = { kind: 'phone', reference: lineNumber(area, index, 2), started: since, usage: typicalUsage('cloud-pbx', index * 10 + 2), products: [has('cloud-pbx', 1, since), has('pbx-seat', seats, since), has('recovery-seat', seats, since)] };
  const owner: ServicePlan = { kind: 'mobile', reference: lineNumber(area, index, 0), user: 'Owner', started: since, usage: typicalUsage('business-mobile', index * 10 + 4), products: [has('business-mobile', 1, since), has('recovery-mobile', 1, since)] };
  return random.chance(50) ? [line, switchboard] : [line, switchboard, owner];
}

function fibre(random: Random, index: number, since: Day): ServicePlan {
  const [slow, fast] = random.pick([['fiber-300', 'fiber-500'], ['fiber-300', 'fiber-500'], ['fiber-500', 'fiber-1000']] as const);
  const switched = `2026-${random.pick(['02', '04', '06', '08', '10'])}-${random.between(11, 27)}`;
  const plan: ProductPlan[] = random.chance(12) ? [{ offer: slow, from: since, to: switched }, { offer: fast, from: switched }] : [has(random.chance(25) ? fast : slow, 1, since)];
  const extras = [...(random.chance(20) ? [has('mesh', random.between(1, 3), since)] : []), ...(random.chance(10) ? [has('loyalty-fibre', 1, since)] : [])];
  const month = random.pick(['03', '05', '07', '09', '11']);
  const offer = random.chance(15) ? [{ offer: 'welcome', from: `2025-${month}-01`, to: `2026-${month}-01`, endAgreed: true }] : [];
  return { kind: 'fibre', reference: `FTTH-${200_000 + index}`, started: since, usage: typicalUsage(slow, index * 10 + 1), products: [...plan, ...extras, ...offer] };
}

function mobile(random: Random, index: number, area: string, since: Day, which: number): ServicePlan {
  const offer = random.pick(['unlimited-plus', 'unlimited', 'unlimited', 'share-10', 'share-10', 'talk-300']);
  return {
    kind: 'mobile', reference: lineNumber(area, index, which), started: since, usage: typicalUsage(offer, index * 10 + 2),
    products: [has(offer, 1, since), has('recovery-mobile', 1, since), ...(random.chance(20) ? [has('protection', 1, since)] : []), ...(random.chance(5) ? [has('travel-pass', 1, since)] : [])],
  };
}

function tv(random: Random, index: number, since: Day): ServicePlan {
  const offer = random.pick(['tv-start', 'tv-start', 'tv-plus']);
  return { kind: 'tv', reference: `TV-${400_000 + index}`, started: since, usage: typicalUsage(offer, index * 10 + 5), products: [has(offer, 1, since), ...(offer === 'tv-plus' && random.chance(40) ? [has('sports', 1, since)] : [])] };
}

/** How a customer pays: most automatically and in time, some by hand, a few late or not at all since the autumn. */
export function paymentHabit(random: Random): Pick<CustomerPlan, 'autopay' | 'methods' | 'pays'> {
  const last4 = String(random.between(1000, 9999));
  const card: MethodPlan = { kind: 'card', brand: random.pick(['Visa', 'Mastercard']), last4, expires: `20${random.between(27, 30)}-0${random.between(1, 9)}-28` };
  const bank: MethodPlan = { kind: 'bank', brand: 'Checking', last4 };
  const method = random.chance(55) ? card : bank;
  const label = `${method.brand} ending ${last4}`;
  const [luck, seed] = [random.between(1, 100), random.between(1, 1_000_000)];
  const monthly = (billDay: Day) => randomOf(seed, Number(billDay.replaceAll('-', '')));
  if (luck <= 75) {
    return {
      autopay: 'on', methods: [{ ...method, autopay: true }],
      // Once in a while the bank declines, and the customer pays by hand some days later.
      pays: ({ billDay, dueDay }) => (monthly(billDay).chance(3) ? [{ ...automatic(dueDay, 0, label), failure: 'The bank declined the payment.' }, { day: addDays(dueDay, 5), method: 0, label, origin: 'manual' }] : [automatic(dueDay, 0, label)]),
    };
  }
  const stopped = luck > 96;
  return {
    autopay: 'off', methods: [method],
    pays: ({ billDay, dueDay }) => (stopped && billDay >= '2026-09-01' ? [] : [{ day: monthly(billDay).chance(luck > 90 ? 50 : 8) ? addDays(dueDay, 5) : addDays(billDay, 12), method: 0, label, origin: 'manual' }]),
  };
}
