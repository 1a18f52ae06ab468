import { IconBell } from '@tabler/icons-react';
import type { AllowanceCrossed, AllowanceUse } from '../../contract/customers.ts';
import { formatDay } from '../../contract/dates.ts';
import type { CustomerId } from '../../contract/ids.ts';
import { care as careRoles } from '../../contract/procedure.ts';
import { useSession } from '../app/session.ts';
import { care } from '../platform/care.ts';
import { useAct } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { useFormat } from '../ui/format-context.ts';
import { showToast } from '../ui/toast-store.ts';
import { sizeText } from './usage-words.ts';
import { UseBar } from './UseBar.tsx';

/** The use of an allowance with the thresholds that it reached, and whether the customer knows. */
export function UseOfAllowance({ customerId, use }: { readonly customerId: CustomerId; readonly use: AllowanceUse }) {
  return (
    <div className="col gap-4">
      <UseBar use={use} name />
      {use.reserved > 0 && <span className="t12 ink-3">Put aside for a running session: {sizeText(use.usage, use.reserved, use.currency)}</span>}
      {use.crossed.map((crossed) => <Crossed key={crossed.crossingId} customerId={customerId} crossed={crossed} label={use.label} />)}
    </div>
  );
}

type CrossedProps = { readonly customerId: CustomerId; readonly crossed: AllowanceCrossed; readonly label: string };

function Crossed({ customerId, crossed: { crossingId, percent, on, told }, label }: CrossedProps) {
  const { today } = useFormat();
  const { can } = useSession();
  const tell = useAct(care.customers.tellCrossing, { onError: (failure) => showToast({ text: failure.sentence, tone: 'neg', stays: true }) });
  return (
    <div className="row gap-4 between t12 ink-3 crossed-row">
      <span className="row gap-4 nowrap"><IconBell size={12} stroke={2} aria-hidden="true" />{percent}% used on {formatDay(on, today)}</span>
      {told !== null && <span className="nowrap">Told {formatDay(told, today)}</span>}
      {told === null && (can(careRoles)
        ? <Button size="sm" variant="quiet" label={`Mark as told: ${label}, ${percent}% used`} busy={tell.isPending} onClick={() => tell.mutate({ customerId, crossingId })}>Mark as told</Button>
        : <span className="nowrap">Not told yet</span>)}
    </div>
  );
}
