import type { BillView } from '../../contract/billing.ts';
import { Day } from '../ui/Day.tsx';
import { Money } from '../ui/Money.tsx';

/** What was paid on the bill, and when. */
export function BillPayments({ bill }: { readonly bill: BillView }) {
  if (bill.payments.length === 0) return null;
  return (
    <section className="bills-payments" aria-label="Payments of this bill">
      <h3 className="t12 medium ink-3">Payments</h3>
      <ul>
        {bill.payments.map((payment, index) => (
          <li key={index} className="row">
            <Day day={payment.day} /> <span className="grow ellipsis ink-2">{payment.label}</span> <Money minor={payment.amount} currency={bill.currency} />
          </li>
        ))}
      </ul>
    </section>
  );
}
