import { localInstant } from '../demo-time.ts';
import { call, has, paysAutomatically, payingExcept, reach, written } from '../plan-kit.ts';
import { typicalUsage } from '../typical-usage.ts';
import type { StoryPlan } from './story.ts';

const card = 'Mastercard ending 2231';
const declined = { method: 0, label: card, origin: 'automatic', failure: 'The bank declined the card.' } as const;

export const luis: StoryPlan = {
  key: 'overdue', title: 'Overdue after automatic payments failed', compare: { before: '2026-10-05', after: '2026-11-05' }, causes: ['Late payment fee, $7.50'],
  customers: [{
    number: '10522087', name: 'Luis Arceneaux', given: 'Luis', family: 'Arceneaux', segment: 'private', city: 'Renton', since: '2022-06-30', pin: '1837', birthDate: '1995-04-08',
    contacts: reach('(425) 555-0173', 'luis.arceneaux@example.com', '512 Cedar Ave S, Renton WA 98057'), cycleDay: 5, autopay: 'on',
    methods: [{ kind: 'card', brand: 'Mastercard', last4: '2231', expires: '2027-05-31', autopay: true }],
    services: [{ kind: 'fibre', reference: 'FTTH-69447', started: '2022-06-30', usage: typicalUsage('fiber-500', 7014), products: [has('fiber-500', 1, '2022-06-30')] }],
    pays: payingExcept(paysAutomatically(0, card), { '2026-10-05': [{ ...declined, day: '2026-10-24' }, { ...declined, day: '2026-10-27' }], '2026-11-05': [] }),
    interactions: [call('2026-11-18', '09:30', 6, 'pay-failed', 'followUp', 'Will pay on Friday when the new card is there.'), written('sms', '2026-10-28', '10:00', 'pay-failed', 'noAnswer', 'Your automatic payment failed. Please pay $74.93.', 'out')],
    changes: [], followUps: [{ login: 'nadia.okafor', title: 'Check promise, $157.36', dueAt: localInstant('2026-11-18', '11:30') }],
  }],
};
