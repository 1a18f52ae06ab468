import { IconAddressBook } from '@tabler/icons-react';
import type { CustomerOverview } from '../../contract/customers.ts';
import { Card } from '../ui/Card.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ContactRows } from './ContactRows.tsx';

/** Phones, e-mail and address, masked until they are asked for. */
export function ContactsTile({ overview }: { readonly overview: CustomerOverview }) {
  return (
    <Card title="Contacts" right={overview.contacts.length > 0 && <span className="t12 ink-3 tile-note">Showing one in full is logged</span>}>
      {overview.contacts.length === 0 ? <EmptyState title="No contacts" icon={IconAddressBook}>Phone, e-mail and address will be here.</EmptyState> : <ContactRows overview={overview} />}
    </Card>
  );
}
