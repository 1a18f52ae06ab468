import { skipToken } from '@tanstack/react-query';
import { IconCheck, IconSearch, IconUserQuestion } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { SearchHit } from '../../contract/customers.ts';
import { useCall } from '../app/call.ts';
import { claimCaller, contactKey } from '../app/calling.ts';
import { formatPhone } from '../app/phone.ts';
import type { ScreenProps } from '../app/screens.ts';
import { openCustomer } from '../app/tabs.ts';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { useDraft } from '../platform/use-draft.ts';
import { Answer } from '../ui/Answer.tsx';
import { Card } from '../ui/Card.tsx';
import { Clock } from '../ui/Clock.tsx';
import type { Column } from '../ui/column.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import './desk.css';

const columns: ReadonlyArray<Column<SearchHit>> = [
  { id: 'name', header: 'Customer', value: (row) => row.name, cell: (row) => <span className="medium">{row.name}</span> },
  { id: 'number', header: 'Number', width: 120, value: (row) => row.number, cell: (row) => <span className="ink-2">{row.number}</span> },
  { id: 'reason', header: 'Found by', value: (row) => row.reason, cell: (row) => <span className="ink-2">{row.reason}</span> },
  { id: 'city', header: 'City', width: 150, value: (row) => row.city, cell: (row) => <span className="ink-2">{row.city} {row.state}</span> },
];
const PAUSE_MS = 250;

/** A call from a number nobody has: the search begins with the number, what the caller says is kept as a new contact. */
export function UnknownCallerScreen({ params }: ScreenProps) {
  const callId = String(params['callId'] ?? '');
  const from = String(params['from'] ?? '');
  const call = useCall((state) => (state.call?.id === callId ? state.call : null));
  const [text, setText] = useState(from);
  const [asked, setAsked] = useState(from);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useCare(care.customers.search, asked.length < 2 ? skipToken : { text: asked }, { keepPrevious: true });
  const draft = useDraft(contactKey(callId), { customerId: null, title: `New contact, ${formatPhone(from)}` });
  const open = (hit: SearchHit) => void (call && call.customerId === null ? claimCaller(hit, call) : openCustomer(hit));
  return (
    <>
      <div className="screen-head">
        <IconUserQuestion size={18} stroke={1.75} aria-hidden="true" />
        <h1>Unknown caller</h1>
        {from && <span className="ink-2">{formatPhone(from)}</span>}
      </div>
      <div className="caller">
        <Card grow title="Find the customer" ruled={false}>
          <div style={{ padding: '0 14px 12px' }}>
            <TextInput icon={IconSearch} autoFocus aria-label="Name, number, phone, e-mail or address" placeholder="Name, number, phone, e-mail or address" value={text} onChange={setText} />
          </div>
          {asked.length < 2 ? (
            <EmptyState icon={IconSearch} title="Ask for a name or a number">Two letters or digits are enough to search.</EmptyState>
          ) : (
            <Answer of={found} failed="The search did not answer">
              {({ hits, didYouMean }) => (
                <DataTable fill label="Customers found" columns={columns} rows={hits} rowId={(row) => `${row.kind} ${row.customerId} ${row.objectId ?? ''}`} onOpen={open} empty={<EmptyState icon={IconSearch} title={`Nothing matches “${asked}”`}>{didYouMean ? `Did you mean ${didYouMean}?` : 'Try the name, the street or a bill number.'}</EmptyState>} />
              )}
            </Answer>
          )}
        </Card>
        <Card title="New contact" right={draft.savedAt && <span className="row gap-4 ink-3 t12"><IconCheck size={13} stroke={1.75} aria-hidden="true" />Saved <Clock at={draft.savedAt} only /></span>}>
          <div className="pad col gap-8 fill">
            <TextArea tall aria-label="What the caller says" placeholder="Name, way to reach them, what they want" value={draft.text} onChange={draft.setText} readOnly={!draft.ready} />
            <p className="ink-3 t12">{draft.failed ? 'This could not be saved. It is tried again with the next key.' : 'Kept as a draft on your desk.'}</p>
          </div>
        </Card>
      </div>
    </>
  );
}
