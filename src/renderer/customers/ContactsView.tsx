import { IconUsers } from '@tabler/icons-react';
import { Card } from '../ui/Card.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ContactsTile } from './ContactsTile.tsx';
import { RelatedTile } from './RelatedTile.tsx';
import type { CustomerViewProps } from './view-props.ts';
import './views.css';

/** How the customer is reached, and who belongs to the account with which role. */
export function ContactsView({ overview }: CustomerViewProps) {
  return (
    <div className="page view-two">
      <ContactsTile overview={overview} />
      {overview.related.length > 0 ? (
        <RelatedTile overview={overview} />
      ) : (
        <Card title="Related"><EmptyState title="Nobody else belongs to this account" icon={IconUsers}>Payers, accounts paid for and the household will be here.</EmptyState></Card>
      )}
    </div>
  );
}
