import { IconCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useDraft } from '../platform/use-draft.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Clock } from '../ui/Clock.tsx';
import { Field } from '../ui/Field.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { type NewContact, readContact, writeContact } from './new-contact.ts';

/** Someone who is no customer yet: name, number and note are kept as a draft and come back on the desk. */
export function NewContactForm({ draftKey, number, focused = false, onClose }: { readonly draftKey: string; readonly number: string; /** The cursor goes to the name. */ readonly focused?: boolean; readonly onClose: () => void }) {
  const draft = useDraft(draftKey, { customerId: null, title: `New contact${number ? `, ${number}` : ''}` });
  const contact = useMemo(() => readContact(draft.text, number), [draft.text, number]);
  const change = (part: Partial<NewContact>) => draft.setText(writeContact({ ...contact, ...part }));
  const discard = () => {
    draft.drop();
    onClose();
  };
  return (
    <Card
      title="New contact"
      right={
        <span className="t12 ink-3 row gap-4" role="status">
          {draft.failed ? <span className="neg">Not saved. It is tried again with the next key.</span> : draft.savedAt && <><IconCheck size={12} stroke={1.75} aria-hidden="true" />Saved <Clock at={draft.savedAt} /></>}
        </span>
      }
    >
      <form className="pad col gap-12 new-contact" onSubmit={(event) => event.preventDefault()} aria-label="New contact">
        <p className="ink-2">This number is not on file. What you type is kept as your draft and waits on your desk.</p>
        <div className="row top gap-12">
          <Field label="Name" className="grow"><TextInput autoFocus={focused} value={contact.name} maxLength={80} readOnly={!draft.ready} onChange={(name) => change({ name })} /></Field>
          <Field label="Number" className="grow"><TextInput value={contact.number} maxLength={40} readOnly={!draft.ready} onChange={(next) => change({ number: next })} /></Field>
        </div>
        <Field label="Note"><TextArea rows={4} maxLength={4000} value={contact.note} readOnly={!draft.ready} onChange={(note) => change({ note })} /></Field>
        <div className="row">
          <Button onClick={onClose}>Close, keep the draft</Button>
          <Button variant="quiet" onClick={discard}>Discard</Button>
        </div>
      </form>
    </Card>
  );
}
