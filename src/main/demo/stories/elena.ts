import { localInstant } from '../demo-time.ts';
import { call, change, has, paysAutomatically, payingExcept, reach, written } from '../plan-kit.ts';
import { fibreUsage, herMobile, homePhone, sharedMobile } from './elena-usage.ts';
import type { StoryPlan } from './story.ts';

/** The customer of the first call: four services, a trip to Mexico, an upgrade, an offer that ended, an expired card. */
export const elena: StoryPlan = {
  key: 'elena', title: 'Why is my bill higher?', compare: { before: '2026-10-05', after: '2026-11-05' },
  causes: ['Roaming data in Mexico, $42.60', 'Premium download from Arcadia Play, $24.99', 'Fiber 1000 instead of Fiber 500, $20.00 a month and $9.67 for part of October', 'Welcome offer ended, $15.00', 'More calls to Italy, $10.65', 'More extra data, $10.00', 'Late payment fee, $7.50'],
  customers: [{
    number: '10482291', name: 'Elena Marchetti', given: 'Elena', family: 'Marchetti', segment: 'private', tier: 'Gold', city: 'Seattle', since: '2017-03-14', pin: '2580', birthDate: '1984-06-12',
    contacts: [...reach('(206) 555-0142', 'elena.marchetti@example.com', '1418 Harbor View Ter, Seattle WA 98122'), { kind: 'phone', label: 'Home', value: '(206) 555-0119' }],
    cycleDay: 5, autopay: 'on',
    methods: [{ kind: 'card', brand: 'Visa', last4: '4417', expires: '2026-09-30', autopay: true }, { kind: 'bank', brand: 'Checking', last4: '8820' }],
    services: [
      {
        kind: 'fibre', reference: 'FTTH-77120', started: '2019-05-05', usage: fibreUsage,
        products: [{ offer: 'fiber-500', from: '2019-05-05', to: '2026-10-21' }, { offer: 'fiber-1000', from: '2026-10-21', order: '208841' }, has('mesh', 2), has('bundle'), { offer: 'welcome', from: '2025-11-05', to: '2026-11-05', endAgreed: true }],
      },
      { kind: 'mobile', reference: '12065550142', user: 'Elena', started: '2017-03-14', usage: herMobile, products: [has('unlimited-plus'), has('protection'), has('recovery-mobile')] },
      { kind: 'mobile', reference: '12065550187', user: 'Leo', started: '2021-08-20', usage: sharedMobile, products: [has('share-10', 1, '2021-08-20'), has('recovery-mobile', 1, '2021-08-20')] },
      { kind: 'phone', reference: '12065550119', started: '2017-03-14', usage: homePhone, products: [has('home-phone'), has('recovery-phone')] },
    ],
    pays: payingExcept(paysAutomatically(0, 'Visa ending 4417'), {
      '2026-10-05': [
        { day: '2026-10-24', method: 0, label: 'Visa ending 4417', origin: 'automatic', failure: 'The card expired in September 2026.' },
        { day: '2026-10-30', time: '11:26', method: 1, label: 'Checking ending 8820', origin: 'manual', amount: 12_000, reference: '2610 MARCHETTI' },
      ],
    }),
    disputes: [{ at: localInstant('2026-11-12', '20:05'), billDay: '2026-11-05', charge: 'download-arcadia', reason: 'I never downloaded this.', channel: 'web' }],
    interactions: [
      call('2026-10-30', '11:20', 7, 'pay-failed', 'solved', 'Autopay failed, card expired. Paid $120.00 by bank transfer, will send a new card.', 'marcus.reyes'),
      written('web', '2026-11-12', '20:05', 'bill-dispute', 'followUp', 'Disputes the premium download of 24 October.'),
      written('email', '2026-11-05', '08:00', 'bill-copy', 'solved', 'Your November bill is ready.', 'out'),
      call('2026-08-03', '16:10', 5, 'plan-change', 'solved', 'Asked what Fiber 1000 costs. Wants to think about it.'),
      call('2025-10-22', '09:40', 9, 'plan-change', 'solved', 'New agreement with the welcome offer for 12 months from November.'),
    ],
    changes: [
      change('2026-10-21', '09:14', 'service', 'Upgraded to Fiber 1000', 'Order 208841, web', 'careworker'),
      change('2025-11-05', '00:10', 'service', 'Welcome offer began', '12 months, $15.00 a month', 'careworker'),
      change('2026-02-11', '10:32', 'contact', 'E-mail changed', 'e•••@e•••.com'),
    ],
    followUps: [{ login: 'nadia.okafor', title: 'Check the dispute D-3391', dueAt: localInstant('2026-11-20', '11:00') }],
  }],
};
