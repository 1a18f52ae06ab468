import { IconAlertCircle, IconCash, IconCheck, IconClockExclamation, IconGauge, IconScale, type Icon } from '@tabler/icons-react';
import type { CustomerOverview, OpenItem } from '../../contract/customers.ts';
import { care as careRoles } from '../../contract/procedure.ts';
import { useSession } from '../app/session.ts';
import { showView } from '../app/tabs.ts';
import { care } from '../platform/care.ts';
import { useAct } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { showToast } from '../ui/toast-store.ts';
import { LockedPart } from './LockedPart.tsx';

const looks: Readonly<Record<OpenItem['kind'], { readonly icon: Icon; readonly view: string }>> = {
  dispute: { icon: IconScale, view: 'billing' }, failedPayment: { icon: IconAlertCircle, view: 'payments' },
  unallocated: { icon: IconCash, view: 'payments' }, followUp: { icon: IconClockExclamation, view: 'timeline' },
  allowance: { icon: IconGauge, view: 'usage' },
};

/** What waits for an answer: disputes, failed and unallocated payments, allowances that are used up, follow-ups. */
export function OpenItemsTile({ overview, onVerify }: { readonly overview: CustomerOverview; readonly onVerify: () => void }) {
  const { openItems, customerId } = overview;
  const { can } = useSession();
  const finish = useAct(care.customers.finishFollowUp, {
    onSuccess: () => showToast({ text: 'Follow-up done', tone: 'pos' }),
    onError: (failure) => showToast({ text: failure.sentence, tone: 'neg', stays: true }),
  });
  return (
    <Card title="Open items" right={openItems && openItems.length > 0 && <span className="t12 ink-3 num tile-note">{openItems.length}</span>}>
      {openItems === null && <LockedPart onVerify={onVerify}>Disputes and payments are shown once the caller is known.</LockedPart>}
      {openItems?.length === 0 && <EmptyState title="Nothing open" icon={IconCheck}>Disputes, failed payments and follow-ups will be here.</EmptyState>}
      {openItems?.map((item) => {
        const { icon: Shape, view } = looks[item.kind];
        return (
          <div key={`${item.kind}${item.objectId}`} className="card-row item-row">
            <button type="button" className="row gap-10 grow item-open" onClick={() => showView(customerId, view)}>
              <Shape size={18} stroke={1.75} className="ink-3" aria-hidden="true" />
              <span className="col grow">
                <span className="strong ellipsis" title={item.title}>{item.title}</span>
                <span className="t12 ink-3 ellipsis" title={item.detail}>{item.detail}</span>
              </span>
            </button>
            {item.kind === 'followUp' && can(careRoles) && <Button size="sm" variant="quiet" icon={IconCheck} label={`Mark as done: ${item.title}`} busy={finish.isPending && finish.variables.id === item.objectId} onClick={() => finish.mutate({ id: item.objectId })} />}
            <Chip tone={item.tone}>{item.state}</Chip>
          </div>
        );
      })}
    </Card>
  );
}
