import { type Icon, IconEye, IconHome, IconMail, IconPhone, IconStar } from '@tabler/icons-react';
import { useState } from 'react';
import type { Contact, CustomerOverview } from '../../contract/customers.ts';
import { care as careRoles } from '../../contract/procedure.ts';
import { useSession } from '../app/session.ts';
import { useVerifyFirst } from '../app/verify-first.ts';
import { care } from '../platform/care.ts';
import { useAct } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';

const icons: Readonly<Record<Contact['kind'], Icon>> = { phone: IconPhone, email: IconMail, address: IconHome };

/** How the customer is reached; what is masked can be shown in full, and that is logged. */
export function ContactRows({ overview }: { readonly overview: CustomerOverview }) {
  return <>{overview.contacts.map((contact) => <ContactRow key={`${contact.kind}${contact.label}`} contact={contact} overview={overview} />)}</>;
}

function ContactRow({ contact, overview }: { readonly contact: Contact; readonly overview: CustomerOverview }) {
  const { customerId, level } = overview;
  const { can } = useSession();
  const verify = useVerifyFirst();
  const [shown, setShown] = useState<string | null>(null);
  const reveal = useAct(care.customers.reveal, { onSuccess: ({ value }) => setShown(value) });
  const Shape = icons[contact.kind];
  const locked = !can(careRoles) ? 'Contacts in full are for agents and supervisors.' : level < 2 ? verify : null;
  return (
    <div className="card-row contact-row">
      <Shape size={18} stroke={1.75} className="ink-3" aria-hidden="true" />
      <span className="col grow">
        <span className="medium ellipsis selectable" title={shown ?? contact.value}>{shown ?? contact.value}</span>
        <span className="t12 ink-3 ellipsis">{contact.label}{reveal.error && <span className="neg" role="alert">, {reveal.error.sentence}</span>}</span>
      </span>
      {contact.preferred && <Chip icon={IconStar}>Preferred</Chip>}
      {contact.masked && shown === null && <Button size="sm" icon={IconEye} locked={locked} busy={reveal.isPending} aria-label={`Reveal ${contact.label}; this is logged`} onClick={() => reveal.mutate({ customerId, kind: contact.kind, label: contact.label })}>Reveal</Button>}
      {shown !== null && <Button size="sm" variant="quiet" aria-label={`Hide ${contact.label}`} onClick={() => setShown(null)}>Hide</Button>}
    </div>
  );
}
