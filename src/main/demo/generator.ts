import type { Day } from '../../contract/dates.ts';
import { cities, type City, familyNames, givenNames, streets, tradeNames, trades } from './names.ts';
import { lineNumber } from './line-number.ts';
import { businessServices, paymentHabit, privateServices } from './generated-parts.ts';
import type { ContactPlan, CustomerPlan } from './plan.ts';
import { call, change } from './plan-kit.ts';
import { randomOf, type Random } from './random.ts';

/** Bills of generated customers fall on these days, so that a month is a few large runs. */
const cycleDays = [1, 5, 10, 15, 20] as const;
/** First account number of generated customers; the named ones have lower numbers within the same eight digits. */
const FIRST_NUMBER = 31_000_000;
const pad = (value: number, length: number) => String(value).padStart(length, '0');

/**
 * So many customers, each made from the seed and their own position alone: the first hundred of a thousand are the same
 * as a hundred.
 */
export function generatedCustomers(scale: number, seed: number): CustomerPlan[] {
  return Array.from({ length: scale }, (_, index) => generatedCustomer(seed, index));
}

function generatedCustomer(seed: number, index: number): CustomerPlan {
  const random = randomOf(seed, index + 1);
  const business = random.chance(12);
  const city = random.pick(cities);
  const given = random.pick(givenNames);
  const family = random.pick(familyNames);
  const name = business ? `${random.pick(tradeNames)} ${random.pick(trades)}` : `${given} ${family}`;
  const since = sinceDay(random);
  const segment = business ? 'corporate' as const : random.chance(3) ? 'vip' as const : 'private' as const;
  const person = business ? {} : { given, family };
  const services = business ? businessServices(random, index, city.area, since) : privateServices(random, index, city.area, since);
  const money = paymentHabit(random);
  return {
    number: String(FIRST_NUMBER + index * 17 + random.between(0, 16)), name, ...person, segment, ...(segment === 'vip' ? { tier: 'Platinum' } : random.chance(15) ? { tier: 'Gold' } : {}), city: city.name, since,
    pin: pad(random.between(1000, 9999), 4), birthDate: business ? null : `${random.between(1945, 2005)}-${pad(random.between(1, 12), 2)}-${pad(random.between(1, 28), 2)}`,
    contacts: contactsOf(random, index, name, city), cycleDay: random.pick(cycleDays), services, ...money, ...history(random),
  };
}

function sinceDay(random: Random): Day {
  return `${random.between(2010, 2024)}-${pad(random.between(1, 12), 2)}-${pad(random.between(1, 28), 2)}`;
}

function contactsOf(random: Random, index: number, name: string, city: City): ContactPlan[] {
  const line = lineNumber(city.area, index, 0);
  const mail = name.toLowerCase().replaceAll(/[^a-z]+/g, '.');
  return [
    { kind: 'phone', label: 'Mobile', value: `(${city.area}) ${line.slice(4, 7)}-${line.slice(7)}`, preferred: true },
    { kind: 'email', label: 'E-mail', value: `${mail}.${index + 1}@example.${random.pick(['com', 'net', 'org'])}`, preferred: true },
    { kind: 'address', label: 'Home', value: `${random.between(100, 9899)} ${random.pick(streets)}, ${city.name} WA ${city.zip}`, preferred: true },
  ];
}

const contactsOfThePast = [
  ['bill-question', 'Asked about a charge on the bill. Explained it.'], ['bill-copy', 'Sent a copy of the last bill.'], ['plan-change', 'Asked for a cheaper plan. Stays for now.'], ['fault', 'Slow in the evening. Better after a restart.'],
  ['account-details', 'New e-mail address.'], ['pay-made', 'Asked whether the payment has come. It has.'],
] as const;

function history(random: Random): Pick<CustomerPlan, 'interactions' | 'changes'> {
  const day = (): Day => `2026-${pad(random.between(1, 10), 2)}-${pad(random.between(1, 28), 2)}`;
  const time = () => `${pad(random.between(8, 17), 2)}:${pad(random.between(0, 59), 2)}`;
  const interactions = Array.from({ length: random.between(0, 3) }, () => {
    const [reason, summary] = random.pick(contactsOfThePast);
    return call(day(), time(), random.between(2, 12), reason, 'solved', summary, random.pick(['nadia.okafor', 'marcus.reyes']));
  });
  return { interactions, changes: random.chance(30) ? [change(day(), time(), 'contact', 'E-mail changed', 'By the customer, web', 'careworker')] : [] };
}
