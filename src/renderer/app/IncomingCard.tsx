import { IconPhone, IconPhoneIncoming } from '@tabler/icons-react';
import { useState } from 'react';
import type { SearchHit } from '../../contract/customers.ts';
import { care } from '../platform/care.ts';
import { useNow } from '../platform/clock.ts';
import { useCare } from '../platform/queries.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { timerText } from '../ui/moments.ts';
import { type Call, passOn, useCall } from './call.ts';
import { answerFor, answerUnknown } from './calling.ts';
import { useCommands } from './commands.ts';
import { formatCustomerNumber } from './customer-number.ts';
import { formatPhone } from './phone.ts';

/** A ringing call under the title bar. It never takes the focus from what is being typed. */
export function IncomingCard() {
  const ringing = useCall((state) => state.ringing);
  const [call] = ringing;
  return call ? <Incoming key={call.id} call={call} others={ringing.length - 1} /> : null;
}

/** Active customers first; the rest in the order they were found. */
function ranked(hits: ReadonlyArray<SearchHit>): ReadonlyArray<SearchHit> {
  return [...hits.filter((hit) => hit.active), ...hits.filter((hit) => !hit.active)];
}

function Incoming({ call, others }: { readonly call: Call; readonly others: number }) {
  const who = useCare(care.customers.whoCalls, { from: call.from }, { staleTime: Infinity });
  const busy = useCall((state) => state.call !== null);
  const now = useNow();
  const hits = who.data ? ranked(who.data.hits) : null;
  const [chosen, setChosen] = useState<number | null>(null);
  const hit = hits?.find((one) => one.customerId === chosen) ?? hits?.[0];
  const ready = hits !== null || who.error !== null;
  const take = () => {
    if (busy || !ready) return;
    void (hit ? answerFor(call, hit) : answerUnknown(call));
  };
  const locked = busy ? 'Close the call at hand first.' : null;
  useCommands(() => [{ id: 'call.answer', label: 'Answer the call', keys: 'F7', scope: 'call', icon: IconPhone, run: take, locked: () => locked }], [call.id, hit, ready, busy]);
  return (
    <section className="incoming" aria-label="Incoming call">
      <div className="row">
        <IconPhoneIncoming size={16} stroke={1.75} color="var(--live)" aria-hidden="true" />
        <span className="strong">Incoming{call.to ? `, ${call.to}` : ''}</span>
        <span className="grow" />
        <span className="second num">Waited {timerText((now - Date.parse(call.startedAt)) / 1000)}</span>
      </div>
      <div role="status">
        <div className="t16 strong ellipsis">{!ready ? formatPhone(call.from) : hits && hits.length > 1 ? `${hits.length} customers use this number` : hit ? hit.name : 'Unknown number'}</div>
        <div className="second">{ready && !(hits && hits.length === 1) ? (who.data?.shown ?? formatPhone(call.from)) : hit ? `${who.data?.shown ?? ''}, number on file` : 'Looking for the number'}</div>
      </div>
      {hits && hits.length === 1 && hit && <Facts hit={hit} />}
      {hits && hits.length > 1 && hit && <Candidates hits={hits} chosen={hit.customerId} onChoose={setChosen} />}
      {ready && !hit && <p className="second t12">{who.error ? who.error.sentence : 'No customer has this number. Answer to search with it and to keep a new contact.'}</p>}
      {locked && <p className="second t12">{locked}</p>}
      <div className="row">
        <button type="button" className="answer" aria-disabled={busy || !ready} title={locked ?? undefined} onClick={take}>
          <IconPhone size={16} stroke={1.75} aria-hidden="true" />
          Answer <Kbd keys="F7" />
        </button>
        <button type="button" className="plain" onClick={() => passOn(call.id)}>Pass on</button>
        <span className="grow" />
        {others > 0 && <span className="second t12">{others} more ringing</span>}
      </div>
    </section>
  );
}

function Facts({ hit }: { readonly hit: SearchHit }) {
  const facts = [hit.segment === 'vip' ? 'VIP' : hit.segment === 'corporate' ? 'Corporate' : null, hit.active ? null : 'No active service', `${hit.city} ${hit.state}`];
  return (
    <div className="row wrap gap-6">
      {facts.map((fact) => fact && <span key={fact} className="fact">{fact}</span>)}
    </div>
  );
}

function Candidates({ hits, chosen, onChoose }: { readonly hits: ReadonlyArray<SearchHit>; readonly chosen: number; readonly onChoose: (id: number) => void }) {
  return (
    <div className="candidates" role="radiogroup" aria-label="Who is calling">
      {hits.map((hit) => (
        <button key={hit.customerId} type="button" role="radio" aria-checked={hit.customerId === chosen} className="candidate" onClick={() => onChoose(hit.customerId)}>
          <span className="grow">
            <span className="medium ellipsis" style={{ display: 'block' }}>{hit.name}</span>
            <span className="second t12">{hit.reason}{hit.active ? '' : ', no active service'}</span>
          </span>
          <span className="second t12 nowrap">{formatCustomerNumber(hit.number)}</span>
        </button>
      ))}
    </div>
  );
}
