import { addDays } from '../../../contract/dates.ts';
import type { CustomerPlan } from '../plan.ts';
import { call, has, paysAfter, paysAutomatically, reach } from '../plan-kit.ts';
import { typicalUsage } from '../typical-usage.ts';
import type { StoryPlan } from './story.ts';

/** Bills that Grant paid days after they were due. */
const late = new Set(['2026-02-10', '2026-05-10', '2026-08-10', '2026-10-10']);
const inTime = paysAfter(15, 0, 'Checking ending 7781');
const shared = { kind: 'phone' as const, label: 'Home', value: '(509) 555-0164' };

const grant: CustomerPlan = {
  number: '10701186', name: 'Grant Abernathy', given: 'Grant', family: 'Abernathy', segment: 'private', city: 'Spokane', since: '2020-03-02', household: 'abernathy', pin: '5096', birthDate: '1986-01-15',
  contacts: [...reach('(509) 555-0175', 'grant.abernathy@example.com', '2918 S Grand Blvd, Spokane WA 99203'), shared], cycleDay: 10, autopay: 'off',
  methods: [{ kind: 'bank', brand: 'Checking', last4: '7781' }],
  services: [{ kind: 'mobile', reference: '15095550175', started: '2020-03-02', usage: (period) => typicalUsage('talk-300', 7021)(period).filter(({ usage, to, visited }) => usage !== 'data' && usage !== 'content' && visited === undefined && (to ?? '').startsWith('1')), products: [has('talk-300'), has('recovery-mobile')] }],
  pays: (bill) => (late.has(bill.billDay) ? [{ day: addDays(bill.dueDay, 6), method: 0, label: 'Checking ending 7781', origin: 'manual' }] : inTime(bill)),
  interactions: [call('2026-11-13', '17:20', 7, 'bill-question', 'followUp', 'Wants the late fee taken back. Fourth time this year.')], changes: [],
};

/** His mother, in the same house and on the same number. */
const harriet: CustomerPlan = {
  number: '10164407', name: 'Harriet Abernathy', given: 'Harriet', family: 'Abernathy', segment: 'private', tier: 'Gold', city: 'Spokane', since: '2008-07-21', household: 'abernathy', pin: '1948', birthDate: '1948-05-09',
  contacts: [{ ...shared, preferred: true }, { kind: 'address', label: 'Home', value: '2918 S Grand Blvd, Spokane WA 99203', preferred: true }], cycleDay: 10, autopay: 'on',
  methods: [{ kind: 'bank', brand: 'Checking', last4: '0462', autopay: true }],
  services: [{ kind: 'phone', reference: '15095550164', started: '2008-07-21', usage: typicalUsage('home-phone', 7022), products: [has('home-phone'), has('recovery-phone')] }],
  pays: paysAutomatically(0, 'Checking ending 0462'), interactions: [call('2026-09-03', '10:05', 11, 'bill-question', 'solved', 'Read the September bill to her line by line.')], changes: [],
};

export const abernathy: StoryPlan = {
  key: 'late', title: 'Pays late, with a fee, on a number two customers share', compare: { before: '2026-10-10', after: '2026-11-10' }, causes: ['Late payment fee, $7.50'], customers: [grant, harriet],
};
