import { BillingView } from '../billing/BillingView.tsx';
import { CompareView } from '../billing/CompareView.tsx';
import { SameCauseView } from '../billing/SameCauseView.tsx';
import { ContactsView } from '../customers/ContactsView.tsx';
import { OverviewView } from '../customers/OverviewView.tsx';
import { PaymentsView } from '../customers/PaymentsView.tsx';
import { ServicesView } from '../customers/ServicesView.tsx';
import { TimelineView } from '../customers/TimelineView.tsx';
import { UsageView } from '../customers/UsageView.tsx';
import type { CustomerView } from '../customers/view-props.ts';

/** The views of a customer in the order of their tabs; Alt+1 is the first (design.md 3). */
export const customerViews: ReadonlyArray<CustomerView> = [
  { view: 'overview', label: 'Overview', level: 0, locked: '', component: OverviewView },
  { view: 'billing', label: 'Billing', level: 1, locked: 'Bills are shown once the caller is identified.', component: BillingView },
  { view: 'compare', label: 'Compare bills', under: 'billing', level: 2, locked: 'Bills are compared once the caller is verified.', component: CompareView },
  { view: 'same-cause', label: 'Who else is hit', under: 'billing', level: 2, locked: 'Others with the same cause are looked for once the caller is verified.', component: SameCauseView },
  { view: 'payments', label: 'Payments', level: 2, locked: 'Payments are shown once the caller is verified.', component: PaymentsView },
  { view: 'usage', label: 'Usage', level: 1, locked: 'Use is shown once the caller is identified.', component: UsageView },
  { view: 'services', label: 'Services', level: 1, locked: 'Services are shown once the caller is identified.', component: ServicesView },
  { view: 'contacts', label: 'Contacts', level: 0, locked: '', component: ContactsView },
  { view: 'timeline', label: 'Timeline', level: 1, locked: 'The timeline is shown once the caller is identified.', component: TimelineView },
];
