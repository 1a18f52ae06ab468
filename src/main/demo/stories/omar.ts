import { call, has, paysAfter, payingExcept, reach } from '../plan-kit.ts';
import { typicalUsage } from '../typical-usage.ts';
import type { StoryPlan } from './story.ts';

const transfer = 'Bank transfer';

export const omar: StoryPlan = {
  key: 'unallocated', title: 'Paid, but nobody said for which bill', compare: { before: '2026-10-10', after: '2026-11-10' }, causes: ['Late payment fee, $7.50, although $150.00 came on 27 October'],
  customers: [{
    number: '10618845', name: 'Omar Haddad', given: 'Omar', family: 'Haddad', segment: 'private', city: 'Kent', since: '2018-02-17', pin: '6629', birthDate: '1972-12-01',
    contacts: reach('(253) 555-0184', 'omar.haddad@example.com', '24819 104th Ave SE, Kent WA 98030'), cycleDay: 10, autopay: 'off',
    methods: [{ kind: 'bank', brand: 'Checking', last4: '1190' }],
    services: [
      { kind: 'fibre', reference: 'FTTH-51873', started: '2018-02-17', usage: typicalUsage('fiber-1000', 7015), products: [has('fiber-1000')] },
      { kind: 'tv', reference: 'TV-330412', started: '2018-02-17', products: [has('tv-plus')] },
    ],
    pays: payingExcept(paysAfter(14, 0, 'Checking ending 1190'), { '2026-10-10': [{ day: '2026-10-27', time: '13:05', method: null, label: transfer, origin: 'manual', amount: 15_000, unallocated: true }], '2026-11-10': [] }),
    interactions: [call('2026-11-16', '14:12', 8, 'pay-missing', 'followUp', 'Says he paid $150.00 on 27 October by bank transfer. Money is on the account, not on the bill.')],
    changes: [],
  }],
};
