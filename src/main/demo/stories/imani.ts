import type { Period } from '../../../contract/dates.ts';
import { localInstant } from '../demo-time.ts';
import type { UsagePlan } from '../plan.ts';
import { call, has, paysAutomatically, reach } from '../plan-kit.ts';
import { typicalUsage } from '../typical-usage.ts';
import { at } from '../usage-of-home.ts';
import type { StoryPlan } from './story.ts';

/** Sixty-one dollars of data in Spain within a week. */
const spain: ReadonlyArray<UsagePlan> = ([['2026-10-14', '12:20', 78], ['2026-10-15', '09:42', 112], ['2026-10-16', '17:05', 140], ['2026-10-17', '20:31', 95], ['2026-10-18', '11:14', 86], ['2026-10-20', '08:03', 102]] as const)
  .map(([day, time, megabytes]) => ({ ...at(day, time), usage: 'data', units: megabytes * 1000 - 318, visited: 'ES Iberamovil' }));
const home = typicalUsage('unlimited', 7011);
const usage = (period: Period) => [...home(period).filter(({ to, visited }) => visited === undefined && to !== 'CineNorth' && (to ?? '1').startsWith('1')), ...(period.to === '2026-11-10' ? spain : [])];

export const imani: StoryPlan = {
  key: 'roaming', title: 'Roaming doubled the bill', compare: { before: '2026-10-10', after: '2026-11-10' }, causes: ['Roaming data in Spain, $61.30'],
  customers: [{
    number: '10395108', name: 'Imani Walker', given: 'Imani', family: 'Walker', segment: 'private', city: 'Tacoma', since: '2020-09-02', pin: '4471', birthDate: '1991-02-27',
    contacts: reach('(253) 555-0131', 'imani.walker@example.com', '2207 N Junett St, Tacoma WA 98406'), cycleDay: 10, autopay: 'on',
    methods: [{ kind: 'card', brand: 'Visa', last4: '9012', expires: '2028-03-31', autopay: true }],
    services: [{ kind: 'mobile', reference: '12535550131', started: '2020-09-02', usage, products: [has('unlimited-plus'), has('recovery-mobile')] }],
    pays: paysAutomatically(0, 'Visa ending 9012'),
    interactions: [call('2026-11-17', '16:48', 6, 'plan-roaming', 'followUp', 'Upset about roaming in Spain. Asked to be called before 10:30 tomorrow.')],
    changes: [], followUps: [{ login: 'nadia.okafor', title: 'Call about roaming', dueAt: localInstant('2026-11-18', '10:30') }],
  }],
};
