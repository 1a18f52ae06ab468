import { IconAlertCircle, IconBuildingBank, IconCircleCheck, IconCreditCard } from '@tabler/icons-react';
import type { CustomerOverview } from '../../contract/customers.ts';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { LockedPart } from './LockedPart.tsx';

/** Cards and bank accounts on file: only their kind and last digits ever reach the desk. */
export function WaysToPayTile({ overview, onVerify }: { readonly overview: CustomerOverview; readonly onVerify: () => void }) {
  const { methods } = overview;
  return (
    <Card title="Ways to pay" className="tile-rest">
      {methods === null && <LockedPart onVerify={onVerify}>Verify the caller to see payment methods.</LockedPart>}
      {methods?.length === 0 && <EmptyState title="No card or bank account" icon={IconCreditCard}>Bills are paid by transfer.</EmptyState>}
      {methods && methods.length > 0 && (
        <ul className="ways">
          {methods.map((method) => {
            const Shape = method.kind === 'card' ? IconCreditCard : IconBuildingBank;
            const expired = method.state === 'expired';
            return (
              <li key={method.id} className="row gap-10">
                <Shape size={18} stroke={1.75} className="ink-3" aria-hidden="true" />
                <span className="col grow">
                  <span className="strong ellipsis" title={method.label}>{method.label}</span>
                  <span className="t12 ink-3 ellipsis" title={method.detail}>{method.detail}</span>
                </span>
                <Chip tone={expired ? 'neg' : 'pos'} icon={expired ? IconAlertCircle : IconCircleCheck}>{expired ? `Expired ${method.expiry ?? ''}`.trim() : 'Ready'}</Chip>
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
