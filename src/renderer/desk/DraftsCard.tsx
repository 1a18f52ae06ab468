import { IconNote, IconTrash } from '@tabler/icons-react';
import type { DeskOverview } from '../../contract/customers.ts';
import { openCustomer, showScreen } from '../app/tabs.ts';
import { care } from '../platform/care.ts';
import { useAct } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Clock } from '../ui/Clock.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { showToast } from '../ui/toast-store.ts';

type Draft = DeskOverview['drafts'][number];
/** Someone who is no customer yet is kept under the number. */
const CONTACT = 'newContact:';

/** What I began to write and did not send. */
export function DraftsCard({ drafts }: { readonly drafts: ReadonlyArray<Draft> }) {
  const drop = useAct(care.customers.dropDraft, { onError: (failure) => showToast({ tone: 'neg', text: failure.sentence }) });
  const open = (draft: Draft) => {
    if (draft.customerId !== null) void openCustomer({ customerId: draft.customerId, name: draft.title, segment: 'private' }, { reason: 'queue' });
    else if (draft.key.startsWith(CONTACT)) showScreen('customers', { text: `+${draft.key.slice(CONTACT.length)}` });
  };
  return (
    <Card grow title="My drafts">
      {drafts.length === 0 ? (
        <EmptyState icon={IconNote} title="No drafts">Notes you begin and do not finish are kept here.</EmptyState>
      ) : (
        <ul className="scroll">
          {drafts.map((draft) => (
            <li key={draft.key} className="card-row">
              <div className="grow">
                <div className="ellipsis">{draft.title}</div>
                <div className="ink-3 t12">Saved <Clock at={draft.savedAt} time /></div>
              </div>
              <Button size="sm" variant="quiet" icon={IconTrash} label={`Throw away: ${draft.title}`} onClick={() => drop.mutate({ key: draft.key })} />
              <Button size="sm" onClick={() => open(draft)}>Open</Button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
