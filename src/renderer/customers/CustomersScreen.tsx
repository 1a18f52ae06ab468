import { IconSearch, IconUserSearch } from '@tabler/icons-react';
import { skipToken } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import type { SearchHit } from '../../contract/customers.ts';
import { care as careRoles } from '../../contract/procedure.ts';
import type { PlaceParams } from '../app/places.ts';
import { useSession } from '../app/session.ts';
import { openCustomer } from '../app/tabs.ts';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { NewContactForm } from './NewContactForm.tsx';
import { UnknownWrapUp } from './UnknownWrapUp.tsx';
import { contactDraftKey, looksLikePhone } from './new-contact.ts';
import { SearchResults } from './SearchResults.tsx';
import { useSearch } from './use-search.ts';
import './customers.css';
import './search.css';

const views: Readonly<Record<SearchHit['kind'], (id: number) => { readonly view: string; readonly params: PlaceParams } | undefined>> = {
  customer: () => undefined, bill: (bill) => ({ view: 'billing', params: { bill } }), service: (service) => ({ view: 'services', params: { service } }), payment: () => ({ view: 'payments', params: {} }),
};

/** Opens what was found: a customer, or the bill, service or payment of one. */
function openHit(hit: SearchHit): void {
  void openCustomer({ customerId: hit.customerId, name: hit.name, segment: hit.segment }, { reason: 'search', ...(hit.objectId === null ? {} : views[hit.kind](hit.objectId)) });
}

/** Finds customers by anything that is theirs, and says why each one was found (product.md 2.1). */
export function CustomersScreen({ params }: { readonly params: PlaceParams }) {
  const { can } = useSession();
  const given = String(params.text ?? '');
  const [text, setText] = useState(given);
  const [taken, setTaken] = useState(given);
  const [at, setAt] = useState(0);
  const [contact, setContact] = useState<string | null>(null);
  const { answer, waiting, now } = useSearch(text);
  const list = useId();
  const hits = answer?.data?.hits ?? [];
  const active = Math.min(at, hits.length - 1);
  const change = (next: string) => {
    setText(next);
    setAt(0);
    setContact(null);
  };
  // A number or name handed over by a call, the palette or the desk begins a search of its own.
  if (given !== taken) {
    setTaken(given);
    change(given);
  }
  const isNumber = can(careRoles) && looksLikePhone(text);
  const nothing = answer?.data !== undefined && hits.length === 0;
  const kept = useCare(care.customers.draft, isNumber && nothing ? { key: contactDraftKey(text) } : skipToken);
  const keptNumber = isNumber && nothing && kept.data?.body ? text.trim() : null;
  const keys = (event: KeyboardEvent) => {
    const targets: Readonly<Record<string, number>> = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + 8, PageUp: active - 8 };
    const target = targets[event.key];
    if (target !== undefined && hits.length > 0) setAt(Math.max(0, Math.min(hits.length - 1, target)));
    else if (event.key === 'Enter' && hits[active]) openHit(hits[active]);
    else if (event.key === 'Enter') now();
    else return;
    event.preventDefault();
  };
  return (
    <div className="col fill">
      <header className="screen-head"><h1>Customers</h1></header>
      <div className="cust-body">
        <div className="page col fill search-page">
          <div className="search-bar" role="search">
            <TextInput
              size="lg" icon={IconSearch} autoFocus value={text} maxLength={100} onChange={change} onKeyDown={keys}
              placeholder="Phone, account, bill, name, e-mail, address" aria-label="Search customers"
              role="combobox" aria-expanded={hits.length > 0} aria-controls={list} aria-autocomplete="list" aria-activedescendant={hits.length > 0 ? `${list}-${active}` : undefined}
              right={<Kbd keys="Enter" />}
            />
            <span className="sr-only" role="status">{answer?.data ? `${hits.length} found` : ''}</span>
          </div>
          {contact !== null && <NewContactForm draftKey={contactDraftKey(contact)} number={contact} focused onClose={() => setContact(null)} />}
          {contact === null && keptNumber !== null && <NewContactForm key={keptNumber} draftKey={contactDraftKey(keptNumber)} number={keptNumber} onClose={() => change('')} />}
          {contact === null && keptNumber === null && (
            <Card grow>
              {!answer && !waiting && <EmptyState icon={IconUserSearch} title="Find a customer">Type at least two characters: a phone number in any notation, an account or bill number, a name, an e-mail or an address.</EmptyState>}
              {(waiting || answer?.isPending) && !answer?.error && <Skeleton rows={6} height={52} />}
              {answer?.error && <ErrorState title="The search did not work" sentence={answer.error.sentence} reference={answer.error.reference} onRetry={() => void answer.refetch()} />}
              {answer?.data && hits.length > 0 && <SearchResults id={list} hits={hits} active={active} onPoint={setAt} onOpen={openHit} />}
              {nothing && answer.data && <NothingFound text={text.trim()} didYouMean={answer.data.didYouMean} onSearch={change} onNewContact={isNumber ? () => setContact(text.trim()) : undefined} />}
            </Card>
          )}
        </div>
        <UnknownWrapUp />
      </div>
    </div>
  );
}

/** Nothing matched: says what was asked, offers the nearest, and for a number a new contact. */
function NothingFound({ text, didYouMean, onSearch, onNewContact }: { readonly text: string; readonly didYouMean: string | null; readonly onSearch: (text: string) => void; readonly onNewContact?: () => void }) {
  const action = didYouMean || onNewContact ? (
    <>
      {didYouMean && <Button size="sm" onClick={() => onSearch(didYouMean)}>Search {didYouMean}</Button>}
      {onNewContact && <Button size="sm" onClick={onNewContact}>Keep as new contact</Button>}
    </>
  ) : undefined;
  return (
    <EmptyState icon={IconSearch} title={`Nothing matches “${text}”`} action={action}>
      {didYouMean ? `Did you mean ${didYouMean}? ` : ''}Try a phone, account or bill number.
    </EmptyState>
  );
}
