import { IconHierarchy } from '@tabler/icons-react';
import type { Related } from '../../contract/customers.ts';
import { openBillsOf } from '../app/payer.ts';
import { Button } from '../ui/Button.tsx';

/** Above charges that will stand on the bill of who pays: says whose, and leads there. */
export function PaidFor({ payer }: { readonly payer: Related }) {
  return (
    <div className="row bills-paid-for">
      <IconHierarchy size={16} stroke={1.75} aria-hidden="true" />
      <span className="grow ellipsis">These charges go on the next bill of {payer.name}.</span>
      <Button size="sm" onClick={() => openBillsOf(payer)}>Open its bills</Button>
    </div>
  );
}
