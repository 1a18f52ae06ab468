import { localInstant } from '../demo-time.ts';
import { call, change, has, paysAutomatically, reach } from '../plan-kit.ts';
import { typicalUsage } from '../typical-usage.ts';
import type { StoryPlan } from './story.ts';

export const dana: StoryPlan = {
  key: 'planSwitch', title: 'The plan was switched within the cycle', compare: { before: '2026-09-15', after: '2026-10-15' }, causes: ['Fiber 500 instead of Fiber 300, $15.00 a month', 'Part of September and October, 12 of 30 days, $6.00'],
  customers: [{
    number: '10396620', name: 'Dana Whitlock', given: 'Dana', family: 'Whitlock', segment: 'private', city: 'Bellevue', since: '2021-01-11', pin: '9064', birthDate: '1979-08-19',
    contacts: reach('(425) 555-0158', 'dana.whitlock@example.com', '4015 Lakemont Blvd, Bellevue WA 98006'), cycleDay: 15, autopay: 'on',
    methods: [{ kind: 'card', brand: 'Mastercard', last4: '5520', expires: '2027-11-30', autopay: true }],
    services: [{ kind: 'fibre', reference: 'FTTH-58102', started: '2021-01-11', usage: typicalUsage('fiber-300', 7013), products: [{ offer: 'fiber-300', from: '2021-01-11', to: '2026-10-03' }, { offer: 'fiber-500', from: '2026-10-03', order: '208512' }, has('mesh')] }],
    pays: paysAutomatically(0, 'Mastercard ending 5520'),
    interactions: [call('2026-11-18', '10:20', 7, 'plan-change', 'solved', 'Explained the part-month charge of Fiber 500.'), call('2026-10-02', '15:41', 8, 'plan-change', 'solved', 'Wants Fiber 500 from tomorrow.')],
    changes: [change('2026-10-03', '00:05', 'service', 'Switched to Fiber 500', 'Order 208512, call')],
    followUps: [{ login: 'nadia.okafor', title: 'Confirm SIM works', dueAt: localInstant('2026-11-18', '09:30'), doneAt: localInstant('2026-11-18', '09:28') }],
  }],
};
