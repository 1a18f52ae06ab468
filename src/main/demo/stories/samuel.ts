import type { Period } from '../../../contract/dates.ts';
import { has, paysAutomatically, reach, written } from '../plan-kit.ts';
import { randomOf } from '../random.ts';
import { typicalUsage } from '../typical-usage.ts';
import { callsOf, localNumbers } from '../usage-of-home.ts';
import type { StoryPlan } from './story.ts';

/** Two hours of calls a month, always within what is included. */
const calls = (period: Period) => callsOf(randomOf(7025, Number(period.from.replaceAll('-', ''))), period, 7150, 6, localNumbers);

export const samuel: StoryPlan = {
  key: 'quiet', title: 'A quiet customer whose bills are alike', compare: { before: '2026-10-15', after: '2026-11-15' }, causes: ['Nothing changed'],
  customers: [{
    number: '10617734', name: 'Samuel Osei', given: 'Samuel', family: 'Osei', segment: 'private', city: 'Seattle', since: '2016-11-30', pin: '7742', birthDate: '1963-09-25',
    contacts: reach('(206) 555-0152', 'samuel.osei@example.com', '3611 S Hudson St, Seattle WA 98118'), cycleDay: 15, autopay: 'on',
    methods: [{ kind: 'bank', brand: 'Checking', last4: '5015', autopay: true }],
    services: [
      { kind: 'fibre', reference: 'FTTH-47730', started: '2016-11-30', usage: typicalUsage('fiber-300', 7026), products: [has('fiber-300')] },
      { kind: 'mobile', reference: '12065550152', started: '2016-11-30', usage: calls, products: [has('talk-300'), has('recovery-mobile')] },
    ],
    pays: paysAutomatically(0, 'Checking ending 5015'), interactions: [written('email', '2026-11-03', '18:20', 'fault', 'followUp', 'Internet drops every evening.')], changes: [],
  }],
};
