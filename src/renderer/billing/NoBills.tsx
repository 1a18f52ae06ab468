import { IconReceipt } from '@tabler/icons-react';
import type { Related } from '../../contract/customers.ts';
import { type Day, formatDay, monthName } from '../../contract/dates.ts';
import { formatCustomerNumber } from '../app/customer-number.ts';
import { openBillsOf } from '../app/payer.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';

export type NoBillsProps = { readonly payer: Related | null; readonly nextBillDay: Day; readonly onSeeUnbilled: () => void };

/** No bill of one's own: either none came yet, or another customer pays. */
export function NoBills({ payer, nextBillDay, onSeeUnbilled }: NoBillsProps) {
  if (payer) {
    return (
      <EmptyState icon={IconReceipt} title={`Bills go to ${payer.name}`} action={<><Button size="sm" variant="primary" onClick={() => openBillsOf(payer)}>Open its bills</Button><Button size="sm" onClick={onSeeUnbilled}>See unbilled usage</Button></>}>
        The charges of this account are on the bills of customer <span className="nowrap">{formatCustomerNumber(payer.number)}</span>.
      </EmptyState>
    );
  }
  const first = `${Number(nextBillDay.slice(8, 10))} ${monthName(nextBillDay)}`;
  return (
    <EmptyState icon={IconReceipt} title="No bills yet" action={<Button size="sm" onClick={onSeeUnbilled}>See unbilled usage</Button>}>
      <time dateTime={nextBillDay} title={formatDay(nextBillDay)}>The first bill comes on {first}.</time>
    </EmptyState>
  );
}
