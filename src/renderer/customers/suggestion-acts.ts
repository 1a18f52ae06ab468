import { IconCash, IconClockExclamation, IconCreditCard, IconGauge, IconGitCompare, IconHierarchy, IconScale, IconShieldLock, type Icon } from '@tabler/icons-react';
import type { CustomerOverview, Suggestion } from '../../contract/customers.ts';
import type { Level } from '../../contract/procedure.ts';
import type { SingleKeyId } from '../app/single-keys.ts';
import { payerOf, openBillsOf } from '../app/payer.ts';
import { showView } from '../app/tabs.ts';

/** How a suggestion is carried out: the words on its button, the command whose key does the same, the level it needs and what it does. */
export type SuggestedAct = { readonly icon: Icon; readonly label: string; readonly command?: SingleKeyId; readonly level: Level; readonly run: (suggestion: Suggestion, of: CustomerOverview) => void };

const billOf = ({ billIds }: Suggestion) => (billIds?.[0] === undefined ? undefined : { bill: billIds[0] });

/** Every suggestion the product can make, with the one thing its button does (design.md 6). */
export const suggestedActs: Readonly<Record<Exclude<Suggestion['act'], 'verify'>, SuggestedAct>> = {
  explainBill: { icon: IconGitCompare, label: 'Compare bills', command: 'bills.compare', level: 2, run: ({ billIds }, { customerId }) => showView(customerId, 'compare', billIds?.length ? { bills: billIds.join(',') } : undefined) },
  seeOverdue: { icon: IconClockExclamation, label: 'Open bill', level: 2, run: (suggestion, { customerId }) => showView(customerId, 'billing', billOf(suggestion)) },
  seeDispute: { icon: IconScale, label: 'Open bill', level: 2, run: (suggestion, { customerId }) => showView(customerId, 'billing', billOf(suggestion)) },
  seeAutopay: { icon: IconCreditCard, label: 'See payments', level: 2, run: (_, { customerId }) => showView(customerId, 'payments') },
  seeUnallocated: { icon: IconCash, label: 'See payments', level: 2, run: (_, { customerId }) => showView(customerId, 'payments') },
  seeUsage: { icon: IconGauge, label: 'See usage', level: 1, run: (_, { customerId }) => showView(customerId, 'usage') },
  seeParent: {
    icon: IconHierarchy, label: 'Open its bills', level: 0,
    run: (_, overview) => {
      const payer = payerOf(overview);
      if (payer) openBillsOf(payer);
    },
  },
};

export const verifyIcon = IconShieldLock;
const HIGHEST = 3;

/** The suggestions to show: the best three by rank that were not put away; verification has a card of its own. */
export function shownSuggestions(suggestions: ReadonlyArray<Suggestion>, dismissed: ReadonlyArray<Suggestion['act']>): ReadonlyArray<Suggestion & { readonly act: keyof typeof suggestedActs }> {
  const isShown = (suggestion: Suggestion): suggestion is Suggestion & { readonly act: keyof typeof suggestedActs } => suggestion.act !== 'verify' && !dismissed.includes(suggestion.act);
  return suggestions.filter(isShown).toSorted((a, b) => a.rank - b.rank).slice(0, HIGHEST);
}
