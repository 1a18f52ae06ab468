import type { Period } from '../../../contract/dates.ts';
import { localInstant } from '../demo-time.ts';
import type { UsagePlan } from '../plan.ts';
import { call, has, paysAutomatically, reach } from '../plan-kit.ts';
import { typicalUsage } from '../typical-usage.ts';
import { at } from '../usage-of-home.ts';
import type { StoryPlan } from './story.ts';

const home = typicalUsage('unlimited-plus', 7018);
const japan: ReadonlyArray<UsagePlan> = [
  ...(['2026-09-28', '2026-09-29', '2026-10-01', '2026-10-02', '2026-10-04'] as const).map((day, index) => ({ ...at(day, '08:15'), usage: 'data' as const, units: 190_000 + index * 23_400, visited: 'JP Hinode Mobile' })),
  { ...at('2026-09-30', '18:20'), usage: 'voice', units: 842, to: '12065550168', visited: 'JP Hinode Mobile' },
];
const usage = (period: Period) => [...home(period), ...(period.to === '2026-10-20' ? japan : [])];

export const meiLin: StoryPlan = {
  key: 'vip', title: 'A VIP with a trip to Japan', compare: { before: '2026-09-20', after: '2026-10-20' }, causes: ['Roaming data in Japan, $118.60', 'Roaming calls in Japan, $9.00'],
  customers: [{
    number: '10660283', name: 'Mei-Lin Sato', given: 'Mei-Lin', family: 'Sato', segment: 'vip', tier: 'Platinum', city: 'Seattle', since: '2015-05-19', pin: '8802', birthDate: '1976-10-22',
    contacts: reach('(206) 555-0168', 'mei-lin.sato@example.com', '77 Roanoke St E, Seattle WA 98102'), cycleDay: 20, autopay: 'on',
    methods: [{ kind: 'card', brand: 'American Express', last4: '1007', expires: '2029-01-31', autopay: true }],
    services: [
      { kind: 'fibre', reference: 'FTTH-40016', started: '2015-05-19', usage: typicalUsage('fiber-1000', 7019), products: [has('fiber-1000'), has('mesh', 3), has('bundle'), has('loyalty-fibre')] },
      { kind: 'mobile', reference: '12065550168', user: 'Mei-Lin', started: '2015-05-19', usage, products: [has('unlimited-plus'), has('protection'), has('recovery-mobile'), has('loyalty-mobile')] },
      { kind: 'mobile', reference: '12065550169', user: 'Kenji', started: '2018-01-04', usage: typicalUsage('unlimited', 7020), products: [has('unlimited'), has('recovery-mobile')] },
      { kind: 'tv', reference: 'TV-208855', started: '2016-03-01', products: [has('tv-plus'), has('sports')] },
    ],
    pays: paysAutomatically(0, 'American Express ending 1007'),
    interactions: [call('2026-11-18', '08:50', 6, 'account-details', 'followUp', 'Asked for the code to move the line of Kenji to another operator.'), call('2026-10-22', '11:15', 12, 'plan-roaming', 'solved', 'Explained the roaming in Japan. Will take a pass next time.', 'marcus.reyes')],
    changes: [], followUps: [{ login: 'nadia.okafor', title: 'Send port-out code', dueAt: localInstant('2026-11-18', '15:00') }],
  }],
};
