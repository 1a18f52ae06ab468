import { localInstant } from '../demo-time.ts';
import { call, change, has, paysAutomatically, reach } from '../plan-kit.ts';
import { typicalUsage } from '../typical-usage.ts';
import type { StoryPlan } from './story.ts';

const start = '2026-10-12';

export const caleb: StoryPlan = {
  key: 'firstBill', title: 'The first bill, with a part of a month', compare: null, causes: ['24 of 31 days of October, then a month in advance', 'Installation visit, $49.00', 'SIM and activation, $10.00'],
  customers: [{
    number: '10948830', name: 'Caleb Thornton', given: 'Caleb', family: 'Thornton', segment: 'private', city: 'Seattle', since: start, pin: '2604', birthDate: '1999-07-07',
    contacts: reach('(206) 555-0136', 'caleb.thornton@example.com', '5220 20th Ave NW, Seattle WA 98107'), cycleDay: 5, opened: start, autopay: 'on',
    methods: [{ kind: 'card', brand: 'Visa', last4: '6156', expires: '2029-08-31', autopay: true }],
    services: [
      { kind: 'fibre', reference: 'FTTH-91204', started: start, usage: typicalUsage('fiber-500', 7023), products: [{ offer: 'fiber-500', from: start, order: '208630' }, { offer: 'welcome', from: start, to: '2027-10-12', endAgreed: true }, { offer: 'installation', from: start }] },
      { kind: 'mobile', reference: '12065550136', started: start, usage: typicalUsage('unlimited', 7024), products: [{ offer: 'unlimited', from: start, order: '208630' }, { offer: 'sim', from: start }, has('recovery-mobile', 1, start)] },
    ],
    pays: paysAutomatically(0, 'Visa ending 6156'),
    interactions: [call('2026-11-09', '12:31', 10, 'bill-question', 'solved', 'First bill was higher than the offer said. Explained the part of October.')],
    changes: [change(start, '11:45', 'service', 'Fiber 500 and Unlimited began', 'Order 208630, store', 'careworker')],
    followUps: [{ login: 'nadia.okafor', title: 'Technician visit result', dueAt: localInstant('2026-11-18', '13:15') }],
  }],
};
