import { call, change, has, paysAutomatically, reach } from '../plan-kit.ts';
import { typicalUsage } from '../typical-usage.ts';
import type { StoryPlan } from './story.ts';

export const theo: StoryPlan = {
  key: 'promotion', title: 'The welcome offer ended', compare: { before: '2026-10-01', after: '2026-11-01' }, causes: ['Welcome offer ended, $15.00'],
  customers: [{
    number: '10447719', name: 'Theo Lindgren', given: 'Theo', family: 'Lindgren', segment: 'private', city: 'Everett', since: '2025-08-20', pin: '7310', birthDate: '1988-11-03',
    contacts: reach('(425) 555-0126', 'theo.lindgren@example.com', '931 Grand Ave, Everett WA 98201'), cycleDay: 1, autopay: 'on',
    methods: [{ kind: 'bank', brand: 'Checking', last4: '3378', autopay: true }],
    services: [{ kind: 'fibre', reference: 'FTTH-64218', started: '2025-08-20', usage: typicalUsage('fiber-300', 7012), products: [has('fiber-300', 1, '2025-08-20'), { offer: 'welcome', from: '2025-11-01', to: '2026-11-01', endAgreed: true }] }],
    pays: paysAutomatically(0, 'Checking ending 3378'),
    interactions: [call('2026-11-18', '08:35', 6, 'fault', 'followUp', 'Asked for a credit for the outage of 12 November.'), call('2026-05-06', '13:02', 4, 'fault', 'solved', 'Slow in the evening. Restarted the router, fine since.')],
    changes: [change('2025-11-01', '00:10', 'service', 'Welcome offer began', '12 months, $15.00 a month', 'careworker')],
  }],
};
