import { IconMicrophone, IconMicrophoneOff, IconPhoneOff, IconPlayerPause, IconPlayerPlay, IconSearch, IconShield, IconShieldCheck, IconShieldX, IconUserCheck } from '@tabler/icons-react';
import { formatPhone } from './phone.ts';
import type { OpenCase } from '../../contract/customers.ts';
import { focusPanel } from '../customers/panel-focus.ts';
import { useNow } from '../platform/clock.ts';
import { timerText } from '../ui/moments.ts';
import { cx } from '../ui/tone.ts';
import { CallButton } from './CallButton.tsx';
import { type Call, endCall, toggleHold, toggleMute, useCall } from './call.ts';
import { claimCaller, closeCall } from './calling.ts';
import { useCase } from './cases.ts';
import { useKeyOf } from './own-keys.ts';
import { showScreen, showTab, useTabs } from './tabs.ts';

const words = { ringing: 'Ringing', active: 'On call', hold: 'On hold', wrapUp: 'Wrap-up' } as const;
const HOLD_NUDGE = 120;
const WRAP_UP_GOAL = 60;

/** The call at hand: state, time, caller, how far verified, and what the phone can do. Absent without a call. */
export function CallBar() {
  const call = useCall((state) => state.call);
  if (!call || call.state === 'ringing') return null;
  return (
    <section className="call-bar" aria-label="Call" data-region="Call">
      <CallState call={call} />
      <span className="bar" aria-hidden="true" />
      <Caller call={call} />
      <span className="grow" />
      <Controls call={call} />
    </section>
  );
}

function CallState({ call }: { readonly call: Call }) {
  const now = useNow();
  const since = call.state === 'wrapUp' ? call.endedAt : call.answeredAt;
  const seconds = since ? (now - Date.parse(since)) / 1000 : 0;
  const held = call.heldAt ? (now - Date.parse(call.heldAt)) / 1000 : 0;
  return (
    <>
      <span className="call-state">
        <span className={cx('pulse', call.state === 'hold' && 'held', call.state === 'wrapUp' && 'over')} aria-hidden="true" />
        <span role="status">{words[call.state]}</span>
      </span>
      <span className="timer" role="timer" aria-live="off">{timerText(seconds)}</span>
      {call.state === 'hold' && <span className="second num">held {timerText(held)}{held >= HOLD_NUDGE && ', say something to the caller'}</span>}
      {call.state === 'wrapUp' && <span className="second num">goal {timerText(WRAP_UP_GOAL)}{seconds > WRAP_UP_GOAL && ', over'}</span>}
    </>
  );
}

function Caller({ call }: { readonly call: Call }) {
  const { customerId } = call;
  return (
    <>
      {customerId ? (
        <button type="button" className="call-name ellipsis" onClick={() => showTab(customerId)}>{call.name}</button>
      ) : (
        <button type="button" className="call-name" onClick={() => showScreen('customers', { text: call.from })}>Unknown caller</button>
      )}
      <span className="second nowrap">{formatPhone(call.from)}</span>
    </>
  );
}

function Controls({ call }: { readonly call: Call }) {
  const openCase = useCase(call.customerId);
  if (call.state === 'wrapUp') return <WrapUpControls call={call} />;
  return (
    <>
      {call.customerId ? openCase && <VerifyPill openCase={openCase} /> : <Claim call={call} />}
      <span className="bar" aria-hidden="true" />
      <div className="row">
        {call.simulated && (
          <>
            <CallButton icon={call.state === 'hold' ? IconPlayerPlay : IconPlayerPause} on={call.state === 'hold'} keys="F9" onClick={toggleHold}>{call.state === 'hold' ? 'Resume' : 'Hold'}</CallButton>
            <CallButton icon={call.muted ? IconMicrophoneOff : IconMicrophone} on={call.muted} keys="F8" onClick={toggleMute}>{call.muted ? 'Muted' : 'Mute'}</CallButton>
          </>
        )}
        <CallButton icon={IconPhoneOff} end keys="Shift+F9" onClick={endCall}>End</CallButton>
      </div>
    </>
  );
}

function WrapUpControls({ call }: { readonly call: Call }) {
  const { customerId } = call;
  return (
    <div className="row">
      {customerId && <CallButton onClick={() => { showTab(customerId); focusPanel(customerId, 'wrapUp'); }}>Go to wrap-up</CallButton>}
      <CallButton onClick={() => void closeCall(call)}>Close without wrap-up</CallButton>
    </div>
  );
}

function VerifyPill({ openCase }: { readonly openCase: OpenCase }) {
  const key = useKeyOf('customer.verify');
  const passed = openCase.checks.filter((check) => check.passed).length;
  if (openCase.lockedOut) return <span className="verify-pill locked"><IconShieldX size={14} stroke={1.75} aria-hidden="true" />Locked for this call</span>;
  if (openCase.level === 2) return <span className="verify-pill yes"><IconShieldCheck size={14} stroke={1.75} aria-hidden="true" />Verified</span>;
  const verify = () => {
    showTab(openCase.customerId);
    focusPanel(openCase.customerId, 'verify');
  };
  return (
    <button type="button" className="verify-pill no" aria-keyshortcuts={key} onClick={verify}>
      <IconShield size={14} stroke={1.75} aria-hidden="true" />
      Verify caller, {Math.min(passed, 2)} of 2
    </button>
  );
}

/** While nobody knows who calls: search, or say that the customer in front is the caller. */
function Claim({ call }: { readonly call: Call }) {
  const place = useTabs((state) => state.place);
  const tab = useTabs((state) => state.tabs.find((one) => state.place.kind === 'customer' && one.customerId === state.place.customerId));
  if (place.kind === 'customer' && tab) return <CallButton icon={IconUserCheck} onClick={() => void claimCaller(tab, call)}>{`Caller is ${tab.name}`}</CallButton>;
  return <CallButton icon={IconSearch} onClick={() => showScreen('customers', { text: call.from })}>Find the customer</CallButton>;
}
