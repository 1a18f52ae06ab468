import { localInstant } from '../demo-time.ts';
import type { Period } from '../../../contract/dates.ts';
import { call, has, paysAfter, payingExcept, reach, written } from '../plan-kit.ts';
import { typicalUsage } from '../typical-usage.ts';
import { at } from '../usage-of-home.ts';
import type { StoryPlan } from './story.ts';

const home = typicalUsage('unlimited', 7016);
const usage = (period: Period) => [
  ...home(period).filter((event) => event.usage !== 'content' && event.visited === undefined && (event.to ?? '1').startsWith('1')),
  ...(period.to === '2026-11-01' ? [{ ...at('2026-10-19', '22:41'), usage: 'content' as const, units: 1, to: 'Bluefin Games' }] : []),
];

export const pia: StoryPlan = {
  key: 'dispute', title: 'A download in dispute', compare: { before: '2026-10-01', after: '2026-11-01' }, causes: ['Premium download from Bluefin Games, $19.99, in dispute'],
  customers: [{
    number: '10339052', name: 'Pia Holmqvist', given: 'Pia', family: 'Holmqvist', segment: 'private', tier: 'Silver', city: 'Olympia', since: '2019-10-08', pin: '3158', birthDate: '1968-03-30',
    contacts: reach('(360) 555-0117', 'pia.holmqvist@example.com', '1806 Capitol Way S, Olympia WA 98501'), cycleDay: 1, autopay: 'off',
    methods: [{ kind: 'bank', brand: 'Checking', last4: '6043' }],
    services: [{ kind: 'mobile', reference: '13605550117', started: '2019-10-08', usage, products: [has('unlimited'), has('protection'), has('recovery-mobile')] }],
    pays: payingExcept(paysAfter(12, 0, 'Checking ending 6043'), { '2026-11-01': [] }),
    disputes: [{ at: localInstant('2026-11-14', '10:36'), billDay: '2026-11-01', charge: 'download-bluefin', reason: 'My grandson pressed the button, there was no question.', channel: 'call' }],
    interactions: [call('2026-11-18', '10:02', 5, 'bill-dispute', 'followUp', 'Asked how long the answer takes.'), call('2026-11-14', '10:30', 9, 'bill-dispute', 'followUp', 'Opened a dispute for the download of 19 October.'), written('email', '2026-11-14', '10:40', 'bill-dispute', 'solved', 'We look into the download and answer within ten days.', 'out')],
    changes: [],
  }],
};
