import type { BillState } from '../../../contract/bill-state.ts';
import type { Day } from '../../../contract/dates.ts';
import type { Minor } from '../../../contract/money.ts';

/** The one word for where a bill stands. Overdue looks at what is due, so a bill wholly in dispute is not overdue. */
export function billState(bill: { readonly total: Minor; readonly open: Minor; readonly disputed: Minor; readonly dueDay: Day }, today: Day): BillState {
  if (bill.total < 0) return 'credit';
  if (bill.open === 0) return 'paid';
  if (bill.dueDay < today && bill.open > bill.disputed) return 'overdue';
  return bill.open < bill.total ? 'partPaid' : 'open';
}
