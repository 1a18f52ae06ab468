import { IconChecks, IconClipboardCheck, IconLayoutSidebarRight, IconListCheck, type Icon } from '@tabler/icons-react';
import { type ReactNode, useEffect, useMemo } from 'react';
import type { CustomerOverview } from '../../contract/customers.ts';
import { care as careRoles } from '../../contract/procedure.ts';
import { useCall } from '../app/call.ts';
import { useCase } from '../app/cases.ts';
import { useEscape } from '../app/escape.ts';
import { leaveSelection, takePlace, usePanel } from '../app/panel.ts';
import { useSession } from '../app/session.ts';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { useFormat } from '../ui/format-context.ts';
import { CallNotes } from './CallNotes.tsx';
import { dismissSuggestion, useDismissedActs } from './dismissed.ts';
import { focusTaken, usePanelFocus } from './panel-focus.ts';
import { SuggestionCard } from './SuggestionCard.tsx';
import { shownSuggestions } from './suggestion-acts.ts';
import { useNotes } from './use-notes.ts';
import { VerificationCard } from './VerificationCard.tsx';
import { draftSummary, newWrapUp, suggestReason } from './wrap-up.ts';
import { keepWrapUp, useWrapUp } from './wrap-up-store.ts';
import { WrapUpForm } from './WrapUpForm.tsx';
import { WrapUpTimer } from './WrapUpTimer.tsx';
import './panel.css';

/**
 * The right panel: verification first, at most three suggestions, notes at the foot, and the wrap-up after the call. While
 * something is selected in the view in front it is about that; the notes stay (design.md 3 and 6).
 */
export function NextPanel({ overview }: { readonly overview: CustomerOverview }) {
  const { can } = useSession();
  return can(careRoles) ? <CarePanel overview={overview} /> : <LookPanel overview={overview} />;
}

function PanelHead({ title = 'What to do next', icon: Shape = IconListCheck, right }: { readonly title?: string; readonly icon?: Icon; readonly right?: ReactNode }) {
  const toggle = usePanel((state) => state.toggle);
  return (
    <header className="panel-head">
      <Shape size={16} stroke={1.75} aria-hidden="true" />
      <h2 className="grow">{title}</h2>
      {right}
      <Button size="sm" variant="quiet" icon={IconLayoutSidebarRight} label="Hide panel" keys="Ctrl+B" onClick={toggle} />
    </header>
  );
}

function Suggestions({ overview }: { readonly overview: CustomerOverview }) {
  const call = useCall((state) => state.call);
  const callId = call?.customerId === overview.customerId ? call.id : null;
  const dismissed = useDismissedActs(overview.customerId, callId);
  const shown = shownSuggestions(overview.suggestions, dismissed);
  if (shown.length === 0) {
    return (
      <p className="panel-quiet">
        <IconChecks size={16} stroke={1.75} aria-hidden="true" />
        {overview.level === 0 ? 'Suggestions come once the caller is known.' : 'Nothing else needs attention.'}
      </p>
    );
  }
  return <>{shown.map((suggestion, index) => <SuggestionCard key={suggestion.act} suggestion={suggestion} overview={overview} first={index === 0} onDismiss={() => dismissSuggestion(overview.customerId, callId, suggestion.act)} />)}</>;
}

/** The panel itself: what was selected, else what it says by itself; a foot that stays. */
function Panel({ title = 'What to do next', children, foot }: { readonly title?: string; readonly children: ReactNode; readonly foot?: ReactNode }) {
  const selection = usePanel((state) => state.selection);
  const name = selection?.title ?? title;
  return (
    <aside className="panel" aria-label={name} data-region={name}>
      {selection ? <div ref={takePlace} className="panel-selection" /> : children}
      {foot}
    </aside>
  );
}

/** For those who look and do not talk to the customer. */
function LookPanel({ overview }: { readonly overview: CustomerOverview }) {
  return (
    <Panel>
      <PanelHead />
      <div className="panel-scroll"><Suggestions overview={overview} /></div>
    </Panel>
  );
}

function CarePanel({ overview }: { readonly overview: CustomerOverview }) {
  const { customerId, currency, suggestions, timeline } = overview;
  const { today } = useFormat();
  const openCase = useCase(customerId);
  const atHand = useCall((state) => state.call);
  const call = atHand?.customerId === customerId ? atHand : null;
  const notes = useNotes(customerId);
  const codes = useCare(care.customers.wrapUpCodes, undefined, { staleTime: Infinity });
  const list = codes.data ?? [];
  const started = useWrapUp(call?.id ?? null);
  const reason = useMemo(() => (call ? suggestReason(codes.data ?? [], { queue: call.to, notes: notes.text, suggestions }) : undefined), [codes.data, call, notes.text, suggestions]);
  const fresh = () => newWrapUp(reason?.code ?? '', draftSummary(notes.text, openCase?.checks ?? [], call ? timeline : [], call?.answeredAt ?? call?.startedAt ?? ''), today);
  const begin = () => {
    if (call && reason && !started) keepWrapUp(call.id, fresh());
  };
  const wrapUp = () => {
    leaveSelection();
    begin();
  };
  const locked = call ? (list.length > 0 ? null : (codes.error?.sentence ?? 'The reasons are not loaded yet.')) : 'There is no call to wrap up. The notes are kept.';
  // After End the form is there by itself; before, Ctrl+Enter opens it and Esc goes back.
  const ended = call?.state === 'wrapUp';
  useEffect(() => {
    if (ended && notes.ready) begin();
  });
  useEffect(() => {
    if (ended) leaveSelection();
  }, [ended]);
  useEscape(started !== undefined && !ended, () => call && keepWrapUp(call.id, null));
  const wanted = usePanelFocus((state) => state.wanted);
  const asked = wanted?.place === 'wrapUp' && wanted.customerId === customerId;
  useEffect(() => {
    if (!asked || !notes.ready || locked !== null) return;
    begin();
    focusTaken();
  });
  const selected = usePanel((state) => state.selection !== null);
  if (call && started) {
    return (
      <Panel title="Wrap up" foot={selected && <WrapUpWaits onBack={leaveSelection} />}>
        <PanelHead title="Wrap up" icon={IconClipboardCheck} right={call.endedAt && <WrapUpTimer endedAt={call.endedAt} />} />
        <div className="panel-scroll full">
          <WrapUpForm call={call} customerId={customerId} codes={list} draft={started} onSaved={notes.drop} onBack={ended ? undefined : () => keepWrapUp(call.id, null)} />
        </div>
      </Panel>
    );
  }
  return (
    <Panel foot={<CallNotes customerId={customerId} notes={notes} reason={reason ? `${reason.group}, ${reason.label}` : null} locked={locked} onWrapUp={wrapUp} />}>
      <PanelHead />
      <div className="panel-scroll">
        {openCase && <VerificationCard openCase={openCase} currency={currency} onCall={call !== null} />}
        <Suggestions overview={overview} />
      </div>
    </Panel>
  );
}

/** The notes have become the summary of a wrap-up that is begun: the way back to it, below what is looked at meanwhile. */
function WrapUpWaits({ onBack }: { readonly onBack: () => void }) {
  return (
    <div className="row between panel-foot">
      <span className="ink-2">The wrap-up is not saved yet.</span>
      <Button size="sm" onClick={onBack}>Back to it</Button>
    </div>
  );
}
