import { IconClipboardCheck } from '@tabler/icons-react';
import { skipToken } from '@tanstack/react-query';
import { useEffect } from 'react';
import { care as careRoles } from '../../contract/procedure.ts';
import { useCall } from '../app/call.ts';
import { useSession } from '../app/session.ts';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { useFormat } from '../ui/format-context.ts';
import { contactDraftKey, readContact } from './new-contact.ts';
import { newWrapUp, suggestReason } from './wrap-up.ts';
import { keepWrapUp, useWrapUp } from './wrap-up-store.ts';
import { WrapUpForm } from './WrapUpForm.tsx';
import { WrapUpTimer } from './WrapUpTimer.tsx';
import './panel.css';

/** The wrap-up of a call whose caller stayed unknown; the new contact stays a draft. */
export function UnknownWrapUp() {
  const { can } = useSession();
  const { today } = useFormat();
  const atHand = useCall((state) => state.call);
  const call = can(careRoles) && atHand?.state === 'wrapUp' && atHand.customerId === null ? atHand : null;
  const codes = useCare(care.customers.wrapUpCodes, call ? undefined : skipToken, { staleTime: Infinity });
  const contact = useCare(care.customers.draft, call ? { key: contactDraftKey(call.from) } : skipToken);
  const started = useWrapUp(call?.id ?? null);
  useEffect(() => {
    if (!call || started || !codes.data || contact.isPending) return;
    const { name, note } = readContact(contact.data?.body ?? '', call.from);
    const reason = suggestReason(codes.data, { queue: call.to, notes: note, suggestions: [] });
    if (reason) keepWrapUp(call.id, newWrapUp(reason.code, [name, note].filter(Boolean).join('\n'), today));
  }, [call, started, codes.data, contact.isPending, contact.data, today]);
  if (!call || !started) return null;
  return (
    <aside className="panel" aria-label="Wrap up" data-region="Wrap up">
      <header className="panel-head">
        <IconClipboardCheck size={16} stroke={1.75} aria-hidden="true" />
        <h2 className="grow">Wrap up</h2>
        {call.endedAt && <WrapUpTimer endedAt={call.endedAt} />}
      </header>
      <div className="panel-scroll full">
        <WrapUpForm call={call} customerId={null} codes={codes.data ?? []} draft={started} onSaved={() => undefined} />
      </div>
    </aside>
  );
}
